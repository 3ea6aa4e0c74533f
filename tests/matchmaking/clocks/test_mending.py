"""A match sent back until a Friday: both sides reminded, told that it is late, and in the end it lapses."""

import datetime as dt

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.match import express_interest, resubmit_match
from matchmaking.domain.review import send_back_match
from tests.factories import make_administrator
from tests.matchmaking.clocks.conftest import on

pytestmark = pytest.mark.django_db

FRIDAY = dt.date(2026, 11, 13)  # day 11


@pytest.fixture
def sent_back(people, match):
    with on(0):
        express_interest(match, by=actor_for_user(people.alice))
        express_interest(match, by=actor_for_user(people.bob))
        match.refresh_from_db()
        admin = actor_for_user(make_administrator())
        return send_back_match(match, by=admin, reasons=["1"], note="补指标", deadline=FRIDAY)


def mending(told):
    return [row for row in told() if row[0].startswith(("mending", "match_"))]


def test_told_at_once_reminded_late_and_lapsed(people, sent_back, days, told):
    both = [("match_sent_back", "enterprise", "2026-11-13"), ("match_sent_back", "lab", "2026-11-13")]
    days(8)
    assert mending(told) == both
    days(9)  # Wednesday
    both += [("mending_soon", "enterprise", "2026-11-13"), ("mending_soon", "lab", "2026-11-13")]
    assert mending(told) == both
    days(12)
    days(13)
    late = [("mending_overdue", who, "2026-11-13") for who in ("enterprise", "lab", "staff")]
    assert mending(told) == sorted(both + late)
    days(25)  # ten working days after it was told on Saturday: Friday the 27th is the last
    sent_back.refresh_from_db()
    assert sent_back.state == "sent_back"
    days(26)
    sent_back.refresh_from_db()
    step = sent_back.transitions.last()
    assert (sent_back.state, step.reasons, step.note, step.by_label) == (
        "lapsed",
        ["12"],
        "逾期未整改",
        "系统",
    )
    ended = [("match_lapsed", who, "2026-11-13") for who in ("enterprise", "lab")]
    assert mending(told) == sorted(both + late + ended)


def test_what_is_mended_in_time_is_only_reviewed(people, sent_back, days, told):
    days(1)
    with on(7):
        resubmit_match(sent_back, by=actor_for_user(people.bob), note="补了指标")
    days(40)
    assert {row[0] for row in mending(told)} == {"match_sent_back"}
    sent_back.refresh_from_db()
    assert sent_back.state == "mutual"
