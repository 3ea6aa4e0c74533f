"""Reasons as sentences."""

import pytest

from matchmaking.engine.near import NearMiss
from matchmaking.engine.reasons import change_zh, near_zh, reasons_zh
from matchmaking.engine.steps import Change
from matchmaking.engine.types import Part, Plain, Scored, SharedTerm


def test_terms_first_then_the_weightiest_part() -> None:
    scored = Scored(
        "a",
        0.7,
        (
            Part("text", 0.7, 0.6, "text_strong", {"cosine": 0.4}),
            Part("trl", 0.75, 0.1, "trl_short", {"wanted": 6, "offered": 5, "gap": 1}),
            Part("mode", 1.0, 0.3, "mode_common", {"modes": ("M2", "M8")}),
        ),
        (SharedTerm("电解槽", 0.6), SharedTerm("阳极", 0.2)),
    )
    assert reasons_zh(scored) == [
        "共同关键词：电解槽、阳极",
        "文本内容高度相关",
        "合作方式一致（M2、M8）",
        "技术成熟度 5 级，比期望的 6 级低 1 级",
    ]


def test_without_shared_terms() -> None:
    assert reasons_zh(Scored("a", 0.1, (Part("text", 0.1, 1.0, "text_weak"),))) == ["文本内容部分相关"]


@pytest.mark.parametrize(
    ("code", "detail", "clause"),
    [
        ("expiry", {"side": "offered", "days": 3}, "供给方重新发布已过期 3 天的信息"),
        ("mode", {"side": "wanted", "modes": ("M2",)}, "需求方接受“M2”这种合作方式"),
        ("mode", {"side": "wanted", "modes": ("M2", "M4")}, "需求方接受“M2、M4”中的一种合作方式"),
        ("industry", {"side": "offered", "industry": "3216"}, "供给方写明行业属于 3216"),
        ("budget", {"side": "wanted", "from": 5, "to": 10_005, "by": 10_000}, "预算从 5 元提高到 10005 元"),
        (
            "budget",
            {"side": "offered", "from": 90_000, "to": 80_000, "by": 10_000},
            "意向价格从 90000 元降到 80000 元",
        ),
        (
            "trl",
            {"side": "offered", "from": 5, "to": 7, "by": 2, "road": ("pilot",)},
            "成熟度经过中试验证提高 2 级，达到 7 级",
        ),
        (
            "trl",
            {"side": "offered", "from": None, "to": 7, "by": None, "road": ()},
            "供给方写明成熟度，并且不低于 7 级",
        ),
        (
            "region",
            {"side": "offered", "from": "110000", "to": "620000"},
            "供给方能够在 620000 所代表的地方实施",
        ),
    ],
)
def test_a_change_as_a_clause(code: str, detail: dict[str, Plain], clause: str) -> None:
    assert change_zh(Change(code, detail)) == clause


def test_a_near_miss_is_one_sentence() -> None:
    changes = (
        Change("mode", {"side": "wanted", "modes": ("M2",)}),
        Change("trl", {"side": "offered", "from": 4, "to": 6, "by": 2, "road": ("proof", "pilot")}),
    )
    assert near_zh(NearMiss("a", 0.4, 7, 0.5, changes), 20) == (
        "如果需求方接受“M2”这种合作方式，并且成熟度经过概念验证和中试验证提高 2 级，达到 6 级，就会进入前 20，排第 7"
    )
