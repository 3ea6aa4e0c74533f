"""Closeness of GB/T 4754 codes."""

import pytest

from matchmaking.engine.industry import closeness, closest, section


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("01", "A"),
        ("0512", "A"),
        ("06", "B"),
        ("3216", "C"),
        ("C3216", "C"),
        ("c32", "C"),
        ("44", "D"),
        ("7320", "M"),
        *[("97", "T"), ("C", "C"), ("00", ""), ("", ""), ("alu", "")],
    ],
)
def test_section(code: str, letter: str) -> None:
    assert section(code) == letter


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("3216", "3216", "class"),
        ("C3216", "3216", "class"),
        ("3216", "3211", "division"),
        ("3216", "32", "division"),
        ("32", "32", "division"),
        ("3216", "2614", "section"),
        ("C", "3216", "section"),
        ("3216", "0111", "other"),
        ("", "", "other"),
    ],
)
def test_closeness_both_ways(a: str, b: str, level: str) -> None:
    assert (closeness(a, b), closeness(b, a)) == (level, level)


def test_the_closest_pair_counts() -> None:
    assert closest(("0111", "3216"), ("65", "3211", "3216")) == ("class", "3216", "3216")
    assert closest(("0111",), ("65", "3211")) == ("other", "0111", "3211")
