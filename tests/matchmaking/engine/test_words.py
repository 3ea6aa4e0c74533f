"""Words for readers."""

import pytest

from matchmaking.engine.words import BREAK, cut, is_meaningful, keywords, parts_of


def test_words_and_breaks() -> None:
    assert cut("石墨电极，PAO 油") == ("石墨电极", BREAK, "pao", BREAK, "油", BREAK)


def test_parts_of_a_compound() -> None:
    assert parts_of("石墨电极") == ("石墨", "电极")
    assert parts_of("石墨") == ()


@pytest.mark.parametrize(
    ("word", "meaningful"),
    [
        ("电解槽", True),
        ("catalyst", True),
        ("膜", False),
        ("技术", False),
        ("技术研究", False),
        ("产业化", False),
        *[("2024", False), ("system", False), ("the", False), ("co2", True), ("我公司", False)],
    ],
)
def test_meaningful(word: str, meaningful: bool) -> None:
    assert is_meaningful(word) is meaningful


def test_keywords_are_frequent_meaningful_words() -> None:
    text = "电解槽效应预报系统。电解槽电压噪声，阳极电流，电解槽技术。"
    assert keywords(text, 2)[0] == "电解槽"
    assert "技术" not in keywords(text)
