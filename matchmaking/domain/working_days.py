"""Working days (工作日) by China's holiday calendar: holidays are free, the weekends worked for them are not.

The calendar is that of the `holidays` library, which follows the State Council's yearly notice; a year without a notice
yet has its holidays and ordinary weekends.
"""

import datetime as dt
from functools import lru_cache

import holidays


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after a day; with a negative count, before it.

    >>> working_days_after(dt.date(2026, 9, 29), 5)  # 国庆节 lies between, 10 October is worked
    datetime.date(2026, 10, 12)
    """
    step = dt.timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= _calendar().is_working_day(day)
    return day
