"""Who sees which matches and dockings: one query per thing, the same for lists and single objects."""

import pytest

from enterprises.actors import ANONYMOUS, actor_for_user
from matchmaking.domain.match import express_interest
from matchmaking.domain.queries import awaiting_answer, dockings_visible_to, matches_visible_to
from tests.factories import make_docking, make_listing, make_match

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(people):
    users = {name: getattr(people, name) for name in ("alice", "bob", "carol", "dave", "oscar")}
    return {name: actor_for_user(user) for name, user in users.items()} | {"nobody": ANONYMOUS}


def who_sees(query, everybody, row):
    return {name for name, actor in everybody.items() if query(actor).filter(pk=row.pk).exists()}


def test_matches_are_seen_by_both_sides_and_by_those_who_work_on_them(people, everybody):
    match = make_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    assert who_sees(matches_visible_to, everybody, match) == {"alice", "bob", "carol", "dave"}


def test_dockings_likewise(people, everybody):
    docking = make_docking(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    assert who_sees(dockings_visible_to, everybody, docking) == {"alice", "bob", "carol", "dave"}


def test_an_answer_is_awaited_from_the_side_that_has_not_spoken(people, everybody):
    match = make_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    express_interest(match, by=everybody["alice"])
    assert who_sees(awaiting_answer, everybody, match) == {"bob"}
