"""A match of Alice's and Bob's, days that pass, and what was told to whom."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone

from matchmaking.domain.clocks import run_clocks
from matchmaking.models import Notice
from tests.factories import make_listing, make_match
from tests.partner import lab_partner, partner

__all__ = ["lab_partner", "partner"]

MONDAY = dt.datetime(2026, 11, 2, 10, 0, tzinfo=dt.UTC)  # five ordinary weeks follow


@pytest.fixture
def match(people):
    return make_match(
        wanted=make_listing("need", owner=people.enterprise, title="降低电解槽直流电耗"),
        offered=make_listing("achievement", owner=people.lab, title="电解槽电压在线监测"),
    )


@pytest.fixture
def days():
    """`days(3)`: it is three days after Monday, and the clocks run."""

    def pass_(count: int) -> int:
        with time_machine.travel(MONDAY + dt.timedelta(days=count), tick=False):
            return run_clocks()

    return pass_


@pytest.fixture
def told(people) -> Callable[[], list[tuple[str, str, str]]]:
    """What was told so far: kind, to whom, until when; in the order it was told."""
    names = {people.enterprise.pk: "enterprise", people.lab.pk: "lab", None: "staff"}

    def read() -> list[tuple[str, str, str]]:
        rows = Notice.objects.order_by("created", "kind", "organization")
        return sorted(
            (row.kind, names[row.organization_id], row.due.isoformat() if row.due else "") for row in rows
        )

    return read


def on(count: int) -> time_machine.travel:
    """Within: so many days after Monday."""
    return time_machine.travel(MONDAY + dt.timedelta(days=count), tick=False)


def today(count: int) -> dt.date:
    return timezone.localdate(MONDAY + dt.timedelta(days=count))
