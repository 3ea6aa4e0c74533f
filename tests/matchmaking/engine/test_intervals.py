"""Intervals by resampling."""

import math

import numpy as np
import pytest

from matchmaking.engine.intervals import Interval, interval


def test_the_mean_is_of_the_values_and_the_interval_holds_it() -> None:
    values = {str(n): float(n % 7) for n in range(70)}
    found = interval(values)
    assert found.mean == 3.0
    # standard error of the mean of 70 values of deviation 2 is .24
    assert found.lower == pytest.approx(3 - 1.96 * 2 / 70**0.5, abs=0.1)
    assert found.upper == pytest.approx(3 + 1.96 * 2 / 70**0.5, abs=0.1)
    assert interval(values) == found


def test_copies_are_one_observation() -> None:
    rng = np.random.default_rng(3)
    single = {str(n): float(value) for n, value in enumerate(rng.normal(0, 1, 40))}
    copied = single | {f"copy of {id}": value for id, value in single.items()}
    groups = [(id, f"copy of {id}") for id in single]
    as_one, apart = interval(copied, groups), interval(copied)
    assert as_one == interval(single, [(id,) for id in single])
    assert apart.upper - apart.lower < 0.8 * (as_one.upper - as_one.lower)


def test_groups_without_values_are_passed_over() -> None:
    assert interval({"a": 2.0}, [("b",), ("a", "c")]) == Interval(2.0, 2.0, 2.0)


def test_nothing_gives_no_number() -> None:
    found = interval({})
    assert math.isnan(found.mean)
    assert not found.above_zero


def test_above_zero_is_the_whole_interval() -> None:
    assert [Interval(1, lower, 2).above_zero for lower in (-0.1, 0.0, 0.1)] == [False, False, True]
