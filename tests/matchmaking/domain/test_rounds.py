"""A recommendation that comes back starts a new round: what was said before stays on record and no longer counts."""

import pytest

from config.kernel.jobs import drain
from config.kernel.move import SYSTEM, move
from enterprises.actors import actor_for_user
from matchmaking.domain.invited_pair import open_pair
from matchmaking.domain.match import decline_match, express_interest, reconsider_match, silent_side
from matchmaking.domain.queries import awaiting_answer, verdicts_visible_to
from matchmaking.models import Match
from matchmaking.states import MATCH_MOVES
from projects.domain.publication import close_listing, publish_listing
from tests.factories import make_listing, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


@pytest.fixture
def back(people):
    """A match both sides wanted, whose need was closed and published again."""
    words = {"title": "铝电解槽阳极效应预报", "summary": "提前预报铝电解槽的阳极效应。"}
    need = make_listing("need", owner=people.enterprise, **words)
    make_listing("achievement", owner=people.lab, **words)
    drain()
    match = Match.objects.get()
    express_interest(match, by=actor_for_user(people.alice), note="第一轮")
    express_interest(match, by=actor_for_user(people.bob))
    close_listing(need, by=writer_for(people.enterprise))
    drain()
    publish_listing(need, by=writer_for(people.enterprise))
    drain()
    return Match.objects.get()


def test_both_sides_speak_anew(people, back):
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    assert (back.state, list(back.verdicts.all())) == ("recommended", [])
    assert express_interest(back, by=alice, note="第二轮").state == "interested"
    assert silent_side(back) == "offered"
    assert (awaiting_answer(alice).count(), list(awaiting_answer(bob))) == (0, [back])
    assert express_interest(back, by=bob).state == "mutual"


def test_what_was_said_before_stays_on_record(people, back):
    express_interest(back, by=actor_for_user(people.alice), note="第二轮")
    rows = verdicts_visible_to(actor_for_user(people.dave)).filter(match=back, side="wanted").order_by("id")
    assert [(row.note, row.stands) for row in rows] == [("第一轮", False), ("第二轮", True)]


def test_a_no_of_the_round_before_cannot_be_taken_back(people, back):
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    express_interest(back, by=alice)
    back.refresh_from_db()
    decline_match(back, by=bob, reasons=["1"])
    assert reconsider_match(back, by=bob).state == "interested"


def test_an_accepted_invitation_starts_a_round_too(people, back):
    move(back, "lapsed", table=MATCH_MOVES, by=SYSTEM)
    said = {people.enterprise.pk: "爱丽丝", people.lab.pk: "鲍勃"}
    match = open_pair(back.wanted, back.offered, said=said)
    assert match.state == "mutual"
    assert {row.by_label for row in match.verdicts.all()} == {"爱丽丝", "鲍勃"}
