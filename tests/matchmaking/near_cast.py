"""Listings that narrowly miss each other, for the tests of near misses through every door."""

from typing import Any

from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing

TITLE = "铝电解槽阳极效应提前预报"
FILL = ("马铃薯晚疫病监测", "高盐矿井水零排放", "风电叶片损伤检测", "苹果无损分级")


def need_and_offer(
    people: People, *, wanted: dict[str, Any], offered: dict[str, Any]
) -> tuple[Listing, Listing]:
    """Alice's need and Bob's achievement about the same thing, among a few about others."""
    for title in FILL:
        make_listing("achievement", owner=people.lab, title=title, summary="与电解无关。")
    need = make_listing(
        "need", owner=people.enterprise, title=TITLE, summary="希望提前预报阳极效应。", **wanted
    )
    offer = make_listing(
        "achievement", owner=people.lab, title=f"{TITLE}系统", summary="用槽电压噪声预报阳极效应。", **offered
    )
    return need, offer


def by_mode(people: People) -> tuple[Listing, Listing]:
    """The need asks for an assignment (M2), the lab offers a licence (M3c)."""
    return need_and_offer(people, wanted={"modes": ["M2"]}, offered={"modes": ["M3c"]})
