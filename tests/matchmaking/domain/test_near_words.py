"""Each change as a clause, in the words of the vocabularies."""

import pytest
from django.utils.translation import override

from matchmaking.domain.changes import COUNTED_KINDS
from matchmaking.domain.near_words import change_clause, outcome
from matchmaking.engine.steps import Change
from projects.choices import ListingKind

CLAUSES = [
    (Change("expiry", {"side": "offered", "days": 3}), "对方重新发布已过期 3 天的信息"),
    (Change("mode", {"side": "offered", "modes": ("M2",)}), "对方接受“转让”这种合作方式"),
    (
        Change("mode", {"side": "offered", "modes": ("M2", "M3c")}),
        "对方接受“转让、普通许可”中的任意一种合作方式",
    ),
    (
        Change("industry", {"side": "offered", "industry": "3216"}),
        "对方写明行业，并且属于“铝冶炼”",
    ),
    (
        Change("budget", {"side": "wanted", "from": 500_000, "to": 860_000, "by": 360_000}),
        "预算上限从 500,000 元提高到 860,000 元",
    ),
    (
        Change("budget", {"side": "offered", "from": 860_000, "to": 500_000, "by": 360_000}),
        "意向价格从 860,000 元降到 500,000 元",
    ),
    (
        Change("trl", {"side": "offered", "from": 4, "to": 7, "by": 3, "road": ("proof", "pilot")}),
        "成熟度经过概念验证和中试验证提高 3 级，达到 7 级（环境级）",
    ),
    (
        Change("trl", {"side": "offered", "from": None, "to": 7, "by": None, "road": ()}),
        "对方写明成熟度，并且不低于 7 级（环境级）",
    ),
]


@pytest.mark.parametrize(("change", "clause"), CLAUSES)
def test_each_change_has_its_clause(vocabularies: None, change: Change, clause: str) -> None:
    assert change_clause(change, "对方", ListingKind.ACHIEVEMENT) == clause


def test_a_place_is_said_of_the_kind_of_listing_that_would_move(vocabularies: None) -> None:
    """Each kind that answers a need by its own name: a capability is no achievement."""
    move = Change("region", {"side": "offered", "from": "110000", "to": "620100"})
    said = {kind: change_clause(move, "对方", kind) for kind in COUNTED_KINDS}
    assert said == {"achievement": "成果能够在兰州市落地", "capability": "能力能够在兰州市提供"}
    with override("en"):
        assert {kind: change_clause(move, "they", kind) for kind in COUNTED_KINDS} == {
            "achievement": "the achievement could be put to work in Lanzhou",
            "capability": "the capability could be offered in Lanzhou",
        }


def test_two_changes_are_one_sentence() -> None:
    said = outcome(["预算上限从 1 元提高到 2 元", "对方写明行业"], 20, 3)
    assert said == "如果预算上限从 1 元提高到 2 元，并且对方写明行业，就会进入前 20，约排第 3。"
