"""Working days follow China's calendar: holidays are free, the weekends worked for them are not."""

import datetime as dt

import pytest

from matchmaking.domain.working_days import working_days_after

DAYS = [
    ("2026-11-27", 5, "2026-12-04"),  # a Friday; one weekend lies between
    ("2026-11-28", 1, "2026-11-30"),  # from a Saturday
    ("2026-09-29", 5, "2026-10-12"),  # 国庆节 1-7 October is free, Saturday 10 October is worked
    ("2026-02-13", 1, "2026-02-14"),  # the Saturday before 春节 is worked
    ("2026-02-14", 1, "2026-02-24"),  # 15-23 February are free
    ("2026-12-04", -2, "2026-12-02"),
    ("2026-10-12", -1, "2026-10-10"),
    ("2026-11-27", 0, "2026-11-27"),
]


@pytest.mark.parametrize(("day", "count", "found"), DAYS)
def test_working_days_are_counted_by_the_calendar(day, count, found):
    assert working_days_after(dt.date.fromisoformat(day), count) == dt.date.fromisoformat(found)
