"""How sure a mean over needs is: 95 % intervals by resampling, near-copies together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

DRAWS = 2_000  # resamples; the seed is fixed, so the same data give the same interval


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the lower and upper end of its 95 % interval."""

    mean: float
    lower: float
    upper: float

    @property
    def above_zero(self) -> bool:
        """Whether the whole interval is: a gain that chance does not explain."""
        return self.lower > 0


def interval(values: Mapping[str, float], groups: Iterable[Iterable[str]] | None = None) -> Interval:
    """The mean of a figure over needs, resampled by groups of needs (each alone where none are given).

    Percentile bootstrap (Efron, Annals of Statistics 7, 1979); whole groups are drawn, because two copies of one need
    are not two observations (Davison and Hinkley, Bootstrap Methods, 1997, 3.8). Without values all three are nan.
    """
    sums, counts = [], []
    for group in groups if groups is not None else ([id] for id in sorted(values)):
        held = [values[id] for id in group if id in values]
        if held:
            sums.append(float(np.sum(held)))
            counts.append(len(held))
    if not sums:
        return Interval(float("nan"), float("nan"), float("nan"))
    total, number = np.array(sums), np.array(counts)
    draws = np.random.default_rng(0).integers(0, len(sums), (DRAWS, len(sums)))
    lower, upper = np.percentile(total[draws].sum(axis=1) / number[draws].sum(axis=1), [2.5, 97.5])
    return Interval(float(total.sum() / number.sum()), float(lower), float(upper))
