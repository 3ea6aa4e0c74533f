"""Pages and lists of invitations, conflicts and ties cost the same with one row and with thirty."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from matchmaking.domain.conflicts import ask_override
from matchmaking.domain.invitations import public_card
from matchmaking.models import Invitation
from tests.factories import make_administrator, make_listing, make_mutual_match, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 30])]


@pytest.fixture
def browse():
    """A client in which the person is logged in, after a page has warmed what a process keeps."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        client.get("/my/")
        return client

    return log_in


def invited(listing, other):
    return Invitation.objects.create(
        listing_id=listing.pk,
        invited_id=other.pk,
        card=public_card(listing),
        state="delivered",
        due=timezone.now() - dt.timedelta(hours=1),
        by_label="爱丽丝",
    )


def test_invitations_received(people, browse, rows, django_assert_num_queries):
    mine = make_listing("achievement", owner=people.lab)
    for _row in range(rows):
        invited(make_listing("need"), mine)
    bob = browse(people.bob)
    with django_assert_num_queries(5):
        assert bob.get("/my/invitations/").text.count("邀请您看看") == min(rows, 20)
    with django_assert_num_queries(4):
        found = bob.get("/api/v1/invitations/?page_size=50")
    assert len(found.json()["results"]) == rows


def test_conflicts_to_decide(people, browse, rows, django_assert_num_queries):
    tied, party = make_administrator("有关系的管理员"), make_organization(kind="lab")
    declare_tie(party, kind="shares", by=actor_for_user(tied))
    for _row in range(rows):
        match = make_mutual_match(offered=make_listing("achievement", owner=party))
        ask_override(match, by=actor_for_user(tied), note="只持有少量股份")
    dave = browse(people.dave)
    with django_assert_num_queries(16):
        page = dave.get("/review/?tab=chase")
    assert len(page.context["questions"]) == rows


def test_ties(people, browse, rows, django_assert_num_queries):
    for _row in range(rows):
        declare_tie(make_organization(), kind="shares", by=actor_for_user(people.dave))
    dave = browse(people.dave)
    with django_assert_num_queries(9):
        page = dave.get("/accounts/ties/")
    assert len(page.context["declared"]) == rows
