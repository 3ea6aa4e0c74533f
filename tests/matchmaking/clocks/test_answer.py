"""Alice is interested on Monday; Bob has until the next Monday, and silence ends as a no."""

import pytest

from matchmaking.domain.match import decline_match, express_interest, reconsider_match
from matchmaking.models import Match
from tests.factories import writer_for

pytestmark = pytest.mark.django_db

WANTED = ("answer_wanted", "lab", "2026-11-09")


@pytest.fixture
def asked(people, match):
    express_interest(match, by=writer_for(people.enterprise))
    return match


def test_the_silent_side_is_told_at_once_and_only_once(asked, days, told):
    assert [days(0), days(0), days(1)] == [1, 0, 0]
    assert told() == [WANTED]


def test_it_is_reminded_two_working_days_before_the_limit(asked, days, told):
    days(0)
    assert days(2) == 0
    assert [days(3), days(4)] == [1, 0]  # Thursday: Friday and Monday are left
    assert told() == [("answer_soon", "lab", "2026-11-09"), WANTED]


def test_past_the_limit_the_staff_is_told(asked, days, told):
    days(0)
    days(8)
    assert told() == [("answer_overdue", "staff", "2026-11-09"), WANTED]


def test_silence_is_taken_for_a_no_ten_working_days_later_and_both_sides_are_told(people, asked, days, told):
    days(0)
    days(21)  # the tenth working day past the limit
    asked.refresh_from_db()
    assert asked.state == "interested"
    assert days(22) == 2
    match = Match.objects.get(pk=asked.pk)
    no = match.verdicts.get(side="offered")
    assert (match.state, no.verdict, no.reasons, no.by_label) == ("declined", "decline", ["13"], "系统")
    assert match.transitions.last().note == "期满未答复"
    ended = [row for row in told() if row[0] == "no_answer"]
    assert ended == [("no_answer", "enterprise", "2026-11-09"), ("no_answer", "lab", "2026-11-09")]
    assert days(30) == 0


def test_who_was_silent_may_reconsider_and_has_the_whole_time_again(people, asked, days, told):
    days(0)
    days(22)
    match = Match.objects.get(pk=asked.pk)
    reconsider_match(match, by=writer_for(people.lab))
    assert Match.objects.get(pk=asked.pk).state == "interested"
    days(22)
    assert ("answer_wanted", "lab", "2026-12-01") in told()
    days(29)
    assert Match.objects.get(pk=asked.pk).state == "interested"


def test_after_weeks_without_a_scheduler_nothing_ends_that_nobody_was_told_of(asked, days, told):
    assert days(28) == 1
    assert told() == [("answer_wanted", "lab", "2026-12-07")]
    asked.refresh_from_db()
    assert asked.state == "interested"


def test_an_answer_stops_the_clock(people, asked, days, told):
    days(0)
    decline_match(Match.objects.get(pk=asked.pk), by=writer_for(people.lab), reasons=["1"])
    assert days(40) == 0
    assert told() == [WANTED]


def test_who_offers_first_waits_for_the_one_who_wants(people, match, days, told):
    express_interest(match, by=writer_for(people.lab))
    days(0)
    assert told() == [("answer_wanted", "enterprise", "2026-11-09")]
