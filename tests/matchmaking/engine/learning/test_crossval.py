"""Trying learned weights on needs they have not seen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.intervals import Interval
from matchmaking.engine.learning.crossval import LEAST_NEEDS, Report, admitted, cross_validate, folds
from matchmaking.engine.learning.learned import FIXED, Example, Weights
from tests.matchmaking.engine.learning.judged import examples


def alone(judged: dict[str, list[Example]]) -> list[tuple[str, ...]]:
    return [(id,) for id in sorted(judged)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), max_size=40), st.integers(1, 9), st.integers(0, 99))
def test_folds_hold_every_group_whole_and_once(sizes: list[int], count: int, seed: int) -> None:
    groups = [[f"{n}-{i}" for i in range(size)] for n, size in enumerate(sizes)]
    parts = folds(groups, count, seed)
    assert sorted(id for part in parts for id in part) == sorted(id for group in groups for id in group)
    for group in groups:
        assert sum(not set(group).isdisjoint(part) for part in parts) == 1
    assert max(map(len, parts), default=0) - min(map(len, parts), default=0) <= max(sizes, default=0)
    assert folds(groups, count, seed) == parts


def test_weights_that_fit_the_taste_are_admitted() -> None:
    judged = examples(110, trl=1.0)
    report = cross_validate(judged, alone(judged))
    assert (report.needs, report.pairs) == (110, 2200)
    assert report.learned == pytest.approx(report.fixed + report.gain.mean)
    assert report.gain.lower > 0.01
    assert admitted(report)


def test_verdicts_by_chance_admit_nothing() -> None:
    judged = examples(110, trl=1.0)
    levels = [each.level for pairs in judged.values() for each in pairs]
    shuffled = iter(levels[7:] + levels[:7])
    chance = {id: [replace(each, level=next(shuffled)) for each in pairs] for id, pairs in judged.items()}
    assert not admitted(cross_validate(chance, alone(chance)))


def test_copies_count_once_and_are_never_learned_from_and_tried_on() -> None:
    judged = examples(20, trl=1.0)
    groups = [(f"n{n:03}", f"n{n + 1:03}") for n in range(0, 20, 2)]
    seen: list[set[str]] = []

    def learner(pairs: object) -> Weights:
        assert isinstance(pairs, list)
        seen.append({each.wanted.id for each in pairs})
        return FIXED

    report = cross_validate(judged, groups, learner)
    assert (report.needs, report.gain) == (10, Interval(0, 0, 0))
    assert len(seen) == 5
    for learned_from in seen:
        for a, b in groups:
            assert (a in learned_from) == (b in learned_from)


def test_below_a_hundred_needs_nothing_is_admitted() -> None:
    gain = Interval(0.02, 0.01, 0.03)
    assert [admitted(Report(needs, 999, 0.6, 0.62, gain)) for needs in (LEAST_NEEDS - 1, LEAST_NEEDS)] == [
        False,
        True,
    ]
    assert not admitted(Report(LEAST_NEEDS, 999, 0.6, 0.62, Interval(0.02, 0.0, 0.04)))


def test_nothing_judged_nothing_admitted() -> None:
    assert not admitted(cross_validate({}, []))
