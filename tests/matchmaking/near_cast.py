"""Listings that narrowly miss each other, for the tests of near misses through every door."""

from typing import Any

from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing

TITLE = "铝电解槽阳极效应提前预报"
OTHERS = ("马铃薯晚疫病监测", "高盐矿井水零排放", "风电叶片损伤检测", "苹果无损分级")


def need_and_offer(
    people: People, *, wanted: dict[str, Any] | None = None, offered: dict[str, Any] | None = None
) -> tuple[Listing, Listing]:
    """Alice's need and Bob's achievement about the same thing, among a few about others."""
    for title in OTHERS:
        make_listing("achievement", owner=people.lab, title=title, summary="与电解无关。")
    summary = "希望提前预报阳极效应。"
    need = make_listing("need", owner=people.enterprise, title=TITLE, summary=summary, **(wanted or {}))
    return need, make_offer(people, **(offered or {}))


def make_offer(people: People, number: int = 0, **values: Any) -> Listing:
    """Bob's achievement that the need asks for; those of other numbers say it in a title of their own."""
    title = f"{TITLE}系统{number or ''}"
    return make_listing(
        "achievement", owner=people.lab, title=title, summary="用槽电压噪声预报阳极效应。", **values
    )


def by_mode(people: People, offers: int = 1) -> tuple[Listing, Listing]:
    """The need asks for an assignment (M2), the lab offers a licence (M3c), so many times."""
    pair = need_and_offer(people, wanted={"modes": ["M2"]}, offered={"modes": ["M3c"]})
    for number in range(1, offers):
        make_offer(people, number, modes=["M3c"])
    return pair
