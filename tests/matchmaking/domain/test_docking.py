"""A docking goes on step by step, with somebody responsible and a date."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking, assign_manager
from matchmaking.states import DOCKING_MOVES, DOCKING_ROAD, DockingState
from projects.models import Listing
from tests.factories import make_administrator, make_docking, make_listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def docking(people):
    return make_docking(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


def next_week():
    return timezone.localdate() + dt.timedelta(days=7)


def test_the_whole_road_to_success(people, docking):
    alice = actor_for_user(people.alice)
    for state in DOCKING_ROAD[1:]:
        advance_docking(docking, state, by=alice, next_step="下一步", next_deadline=next_week())
    assert [row.new for row in docking.transitions.all()] == list(DOCKING_ROAD)
    assert (docking.state, docking.next_deadline) == ("succeeded", None)
    need = Listing.objects.get(pk=docking.match.wanted_id)
    assert (need.state, need.transitions.last().note) == ("docked", f"对接 {docking.number} 已签订合同")


def test_a_step_that_goes_on_has_a_date_that_is_not_past(people, docking):
    alice = actor_for_user(people.alice)
    for deadline in (None, timezone.localdate() - dt.timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            advance_docking(docking, "visit", by=alice, next_deadline=deadline)
        assert set(refused.value.fields) == {"next_deadline"}


def test_a_pause_and_an_end_have_a_reason(people, docking):
    for state in ("on_hold", "terminated"):
        with pytest.raises(Invalid) as refused:
            advance_docking(docking, state, by=actor_for_user(people.bob))
        assert set(refused.value.fields) == {"note"}
    advance_docking(docking, "on_hold", by=actor_for_user(people.bob), note="等待环评")
    advance_docking(docking, "opened", by=actor_for_user(people.alice), next_deadline=next_week())
    advance_docking(docking, "terminated", by=actor_for_user(people.bob), note="技术路线改变")
    with pytest.raises(IllegalTransition):
        advance_docking(docking, "opened", by=actor_for_user(people.bob), next_deadline=next_week())


def test_outsiders_and_brokers_who_are_not_responsible_do_not_move_it(people, docking):
    for user in (people.oscar, people.carol):
        with pytest.raises(NotAllowed):
            advance_docking(docking, "visit", by=actor_for_user(user), next_deadline=next_week())
    assign_manager(docking, people.carol, by=actor_for_user(people.dave))
    advance_docking(docking, "visit", by=actor_for_user(people.carol), next_deadline=next_week())
    assert docking.state == "visit"


def test_only_a_broker_is_made_responsible(people, docking):
    with pytest.raises(Invalid):
        assign_manager(docking, people.alice, by=actor_for_user(people.dave))
    with pytest.raises(NotAllowed):
        assign_manager(docking, people.carol, by=actor_for_user(people.alice))


def test_every_state_can_be_reached_and_only_ends_are_ends():
    reached = {DockingState.OPENED} | {new for news in DOCKING_MOVES.values() for new in news}
    assert reached == set(DockingState)
    assert {state for state, news in DOCKING_MOVES.items() if not news} == {"succeeded", "terminated"}


def test_administrators_move_any_docking(docking):
    advance_docking(docking, "visit", by=actor_for_user(make_administrator()), next_deadline=next_week())
    assert docking.state == "visit"
