"""Near misses on the page of a need: for its owner a sentence and where to change it, for others nothing."""

import re

import pytest

from config.kernel.jobs import drain
from enterprises.models import Membership
from matchmaking.domain.full_match import start_full_match
from projects.domain.publication import close_listing
from tests.factories import writer_for
from tests.matchmaking.near_cast import by_mode
from tests.matchmaking.pages.conftest import NAMES

HTMX = {"HTTP_HX_REQUEST": "true"}


def path(listing) -> str:
    return f"/listings/{listing.pk}/near-misses/"


def test_the_owner_reads_what_would_have_to_change_and_where(browse, people):
    need, offer = by_mode(people)
    page = browse("alice").get(path(need)).content.decode()
    assert "<!doctype html>" in page
    fragment = browse("alice").get(path(need), **HTMX).content.decode()
    assert fragment.count("<article") == 1
    assert "<!doctype html>" not in fragment
    assert f'href="/listings/{offer.pk}/"' in fragment
    assert "如果我方接受“普通许可”这种合作方式" in fragment
    assert f'href="/listings/{need.pk}/edit/#field-modes"' in fragment
    assert 'id="field-modes"' in browse("alice").get(f"/listings/{need.pk}/edit/").content.decode()


def test_the_link_is_for_who_may_edit(browse, people):
    need, _offer = by_mode(people)
    Membership.objects.filter(user=people.alice).update(role="viewer")
    for name in ("alice", "carol", "dave"):
        fragment = browse(name).get(path(need), **HTMX).content.decode()
        assert ("普通许可" in fragment, "/edit/" in fragment) == (True, False), name


@pytest.mark.parametrize("name", NAMES)
def test_it_is_there_for_the_owner_and_for_staff(browse, people, name):
    need, offer = by_mode(people)
    told = name in {"alice", "carol", "dave"}
    assert browse(name).get(path(need)).status_code == (200 if told else 404)
    assert browse(name).get(path(offer)).status_code == 404
    start_full_match()
    drain()
    pages = [
        browse(name).get(f"/listings/{row.pk}/matches/", **HTMX).content.decode() for row in (need, offer)
    ]
    assert ["near-misses" in page for page in pages] == [told, False]


def test_for_others_the_page_is_the_one_of_what_does_not_exist(browse, people):
    need, offer = by_mode(people)

    def page(pk: object) -> str:
        text = browse("oscar").get(f"/listings/{pk}/near-misses/").content.decode()
        return re.sub(r'nonce="[^"]*"|X-CSRFToken": "[^"]*"|csrf[^>]*>', "", text).replace(str(pk), "")

    assert page(need.pk) == page(offer.pk) == page("00000000-0000-4000-8000-000000000000")


def test_nothing_near_says_so(browse, people):
    need, offer = by_mode(people)
    close_listing(offer, by=writer_for(people.lab))
    assert "目前没有只差一两处的成果" in browse("alice").get(path(need), **HTMX).content.decode()


@pytest.mark.parametrize("offers", [1, 30])
def test_it_costs_the_same_however_many(browse, people, django_assert_num_queries, offers):
    need, _offer = by_mode(people, offers)
    alice = browse("alice")
    alice.get(path(need), **HTMX)
    with django_assert_num_queries(13):
        assert alice.get(path(need), **HTMX).content.decode().count("<article") == min(offers, 5)
