"""Verdicts of near-copies."""

import pytest

from matchmaking.engine.learning.shared import Shared, shared_levels

LEVELS = {"n1": {"a": 4, "b": 1}, "n2": {"a": 3}, "n3": {"a": 1, "c": 2}}


def test_each_near_copy_counts_once() -> None:
    assert shared_levels(["n1", "n2", "n1"], LEVELS) == {"a": Shared(3.5, 2), "b": Shared(1.0, 1)}


def test_without_near_copies_or_verdicts_nothing_is_known() -> None:
    assert shared_levels([], LEVELS) == {}
    assert shared_levels(["n9"], LEVELS) == {}


def test_a_verdict_holds_for_all_that_say_the_same() -> None:
    said = {"a": b"same", "x": b"same", "b": b"same", "c": b"else", "y": b"else", "z": None}
    found = shared_levels(["n1", "n2"], LEVELS, said)
    assert found == dict.fromkeys("abx", Shared(2.75, 2))  # n1: mean of 4 and 1; n2: 3


def test_what_says_nothing_shares_nothing() -> None:
    assert shared_levels(["n1"], LEVELS, {"a": None, "b": None, "x": None}) == {
        "a": Shared(4, 1),
        "b": Shared(1, 1),
    }


def test_a_level_is_one_to_four() -> None:
    with pytest.raises(ValueError, match="not 0"):
        shared_levels(["n1"], {"n1": {"a": 0}})
