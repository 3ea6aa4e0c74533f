"""Reasons as sentences."""

from matchmaking.engine.reasons import reasons_zh
from matchmaking.engine.types import Part, Scored, SharedTerm


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
