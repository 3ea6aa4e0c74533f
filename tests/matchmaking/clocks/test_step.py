"""A docking whose next step is due on a Friday: reminded, late, escalated, expired."""

import datetime as dt

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from matchmaking.models import Docking
from tests.factories import make_docking, make_listing
from tests.matchmaking.clocks.conftest import on, today

pytestmark = pytest.mark.django_db

FRIDAY = "2026-11-13"


@pytest.fixture
def docking(people):
    wanted = make_listing("need", owner=people.enterprise, title="降低电解槽直流电耗")
    offered = make_listing("achievement", owner=people.lab, title="电解槽电压在线监测")
    found = make_docking(wanted=wanted, offered=offered)
    Docking.objects.filter(pk=found.pk).update(next_deadline=dt.date.fromisoformat(FRIDAY))
    return Docking.objects.get(pk=found.pk)


def steps(told):
    return [row for row in told() if row[0].startswith(("step", "docking_expired"))]


def test_both_sides_are_reminded_and_told_when_it_is_late(docking, days, told):
    days(8)  # Tuesday
    assert steps(told) == []
    days(9)
    assert steps(told) == [("step_soon", "enterprise", FRIDAY), ("step_soon", "lab", FRIDAY)]
    days(12)  # Saturday
    assert steps(told)[:2] == [("step_overdue", "enterprise", FRIDAY), ("step_overdue", "lab", FRIDAY)]


def test_the_staff_hears_of_it_five_working_days_later(docking, days, told):
    days(18)  # the fifth
    assert ("step_escalated", "staff", FRIDAY) not in told()
    days(19)
    assert ("step_escalated", "staff", FRIDAY) in told()


def test_it_expires_after_twenty_working_days_and_everybody_is_told(docking, days, told):
    days(12)
    days(39)  # the twentieth
    docking.refresh_from_db()
    assert docking.state == "opened"
    assert days(40) == 3
    docking.refresh_from_db()
    assert (docking.state, docking.next_step, docking.next_deadline) == ("expired", "", None)
    assert (docking.transitions.last().note, docking.transitions.last().by_label) == ("长期无进展", "系统")
    assert [row for row in told() if row[0] == "docking_expired"] == [
        ("docking_expired", "enterprise", FRIDAY),
        ("docking_expired", "lab", FRIDAY),
        ("docking_expired", "staff", FRIDAY),
    ]
    assert days(60) == 0


def test_nobody_expires_who_was_not_told_ten_working_days_before(docking, days):
    days(60)  # the scheduler was away
    docking.refresh_from_db()
    assert docking.state == "opened"
    days(74)
    docking.refresh_from_db()
    assert docking.state == "opened"
    days(75)
    docking.refresh_from_db()
    assert docking.state == "expired"


def test_a_new_deadline_starts_the_clock_anew(people, docking, days, told):
    days(12)
    with on(13):
        advance_docking(docking, "visit", by=actor_for_user(people.alice), next_deadline=today(25))
    days(23)
    later = today(25).isoformat()
    assert [row for row in steps(told) if row[2] == later] == [
        ("step_soon", "enterprise", later),
        ("step_soon", "lab", later),
    ]


def test_what_is_signed_does_not_expire(people, docking, days):
    with on(0):
        for state in ("negotiation", "signed"):
            advance_docking(docking, state, by=actor_for_user(people.alice), next_deadline=today(11))
    days(12)
    days(60)
    docking.refresh_from_db()
    assert docking.state == "signed"
