"""What both sides want is decided within five working days."""

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.match import express_interest
from matchmaking.domain.review import approve_match
from matchmaking.models import Match
from tests.factories import writer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def mutual(people, match):
    express_interest(match, by=writer_for(people.enterprise))
    express_interest(match, by=writer_for(people.lab))
    return Match.objects.get(pk=match.pk)


def test_the_staff_is_told_at_once_and_when_it_is_late(mutual, days, told):
    assert [days(0), days(7), days(8), days(9)] == [1, 0, 1, 0]
    assert told() == [("review_overdue", "staff", "2026-11-09"), ("review_wanted", "staff", "2026-11-09")]


def test_a_decision_stops_the_clock_and_the_docking_is_announced_to_both_sides(people, mutual, days, told):
    days(0)
    approve_match(mutual, by=actor_for_user(people.dave), note="同意")
    days(0)
    assert told() == [
        ("docking_opened", "enterprise", ""),
        ("docking_opened", "lab", ""),
        ("review_wanted", "staff", "2026-11-09"),
    ]
