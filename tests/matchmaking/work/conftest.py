"""A docking of Alice's enterprise and Bob's lab whose listings show their details under secrecy only."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import make_docking, make_listing
from tests.partner import lab_partner, partner

__all__ = ["lab_partner", "partner"]


@pytest.fixture
def docking(people):
    return make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise, disclosure="nda", description="需求的内情"),
        offered=make_listing("achievement", owner=people.lab, disclosure="nda", description="成果的内情"),
    )


@pytest.fixture
def minutes(people):
    """What Alice writes after a visit yesterday."""
    today = timezone.localdate()
    return {
        "held_on": today - dt.timedelta(days=1),
        "place": "电解二车间",
        "people": "爱丽丝、鲍勃",
        "minutes": "看了槽控机，取了三个槽的电压曲线。",
        "next_step": "分析电压曲线",
        "next_owner": people.lab.pk,
        "next_deadline": today + dt.timedelta(days=14),
    }
