"""A need is sent back and rewritten: the lab it was matched with reads on what was matched, and nothing newer."""

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.cards import as_read_by
from matchmaking.domain.review import approve_match
from matchmaking.models import Match
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, send_back_listing
from projects.models import Need
from tests.factories import make_listing, make_mutual_match, writer_for
from tests.partner import session_of

SECRETLY = "改写中：新配方"


@pytest.fixture
def match(people):
    need = make_listing("need", owner=people.enterprise, title="降低直流电耗")
    offer = make_listing("achievement", owner=people.lab, title="阳极抗氧化涂层")
    return make_mutual_match(wanted=need, offered=offer)


def rewritten(match, people) -> Need:
    need = Need.objects.select_related("owner").get(pk=match.wanted_id)
    send_back_listing(need, by=actor_for_user(people.dave), note="请补充")
    words = {"title": SECRETLY, "summary": SECRETLY, "description": SECRETLY}
    return edit_listing(need, words, by=writer_for(people.enterprise))


def title_read_by(user, match) -> str:
    fresh = Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)
    return as_read_by(actor_for_user(user), fresh).wanted.title


def test_what_is_off_show_and_rewritten_is_its_owner_s_and_staff_s(match, people):
    need = rewritten(match, people)
    hidden = f"{need.number}（已不对外展示）"
    read = {name: title_read_by(getattr(people, name), match) for name in ("alice", "bob", "carol", "dave")}
    assert read == {"alice": SECRETLY, "bob": hidden, "carol": SECRETLY, "dave": SECRETLY}


def test_what_is_off_show_but_stands_as_it_was_matched_is_read_on(match, people):
    close_listing(Need.objects.get(pk=match.wanted_id), by=writer_for(people.enterprise))
    assert title_read_by(people.bob, match) == "降低直流电耗"


@pytest.mark.parametrize(
    "address", ["/matches/{match}/", "/api/v1/matches/{match}/", "/api/v1/matches/", "/my/matches/"]
)
def test_no_page_of_the_match_tells_the_new_words(match, people, address):
    rewritten(match, people)
    client = session_of(people.bob)
    answer = client.get(address.format(match=match.pk))
    assert (answer.status_code, SECRETLY in answer.content.decode()) == (200, False)
    listing = client.get(f"/listings/{match.offered_id}/matches/")
    assert (listing.status_code, SECRETLY in listing.content.decode()) == (200, False)


@pytest.mark.parametrize(
    "address",
    [
        "/dockings/",
        "/dockings/{docking}/",
        "/my/dockings/",
        "/api/v1/dockings/",
        "/api/v1/dockings/{docking}/",
    ],
)
def test_no_page_of_the_docking_tells_them_either(match, people, address):
    docking = approve_match(match, by=actor_for_user(people.dave))
    rewritten(match, people)
    answer = session_of(people.bob).get(address.format(docking=docking.pk))
    assert (answer.status_code, SECRETLY in answer.content.decode()) == (200, False)
