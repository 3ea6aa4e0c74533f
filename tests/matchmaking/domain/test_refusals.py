"""Why others said no: counts for the organization itself, and for others only what three of them said."""

import pytest

from enterprises.actors import ANONYMOUS, actor_for_user
from enterprises.domain.ties import declare_tie
from matchmaking.domain.match import decline_match
from matchmaking.domain.refusals import refusals_of
from matchmaking.models import Match
from tests.factories import make_administrator, make_listing, make_match, make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def refuse(people, owner, reasons, *, offered_says=False):
    match = make_match(
        wanted=make_listing("need", owner=owner), offered=make_listing("achievement", owner=people.lab)
    )
    by = people.lab if offered_says else owner
    decline_match(match, by=writer_for(by), reasons=reasons, note="")
    return match


def told(people, actor):
    return [(refusal.code, refusal.count) for refusal in refusals_of(people.lab, actor=actor)]


def test_others_read_what_at_least_three_organizations_said(people):
    firms = [make_organization() for _number in range(3)]
    for firm in firms:
        refuse(people, firm, ["3"])
    refuse(people, firms[0], ["1"])
    refuse(people, firms[1], ["1", "3"])
    for _time in range(3):  # three times, but one organization
        refuse(people, firms[2], ["7"])
    refuse(people, firms[0], ["8"], offered_says=True)  # the lab's own no
    tied = make_administrator("有关系的管理员")
    declare_tie(people.lab, kind="shares", by=actor_for_user(tied))
    everything, public = [("3", 4), ("7", 3), ("1", 2)], [("3", 4)]
    assert {
        name: told(people, actor)
        for name, actor in {
            "lab": actor_for_user(people.bob),
            "administrator": actor_for_user(people.dave),
            "broker": actor_for_user(people.carol),
            "tied": actor_for_user(tied),
            "firm": actor_for_user(people.alice),
            "nobody": ANONYMOUS,
        }.items()
    } == {
        "lab": everything,
        "administrator": everything,
        "broker": everything,
        "tied": public,
        "firm": public,
        "nobody": public,
    }
    assert refusals_of(people.lab, actor=ANONYMOUS)[0].label == "经济性不清"


def test_pairs_of_an_invitation_count_nowhere(people):
    for _number in range(3):
        match = refuse(people, make_organization(), ["2"])
        Match.objects.filter(pk=match.pk).update(invited=True)
    assert told(people, actor_for_user(people.bob)) == told(people, ANONYMOUS) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_one_query(people, django_assert_num_queries, rows):
    for _number in range(rows):
        refuse(people, make_organization(), ["4"])
    told(people, ANONYMOUS)  # the vocabulary is read once
    with django_assert_num_queries(1):
        told(people, ANONYMOUS)
