"""The formulas of the accuracy page: from what was shown and said to a figure with its interval. Pure functions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaking.engine.metrics import RELATED, ndcg

DRAWS = 2_000  # bootstrap resamples; the seed is fixed, so that the same data give the same interval
BINS = 10  # of the reliability diagram, equally wide
LEAST_GRADED = 5  # graded pairs a need must have for its NDCG
Sums = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """Something said about an offer for a need. `group` is the same for needs that are near-copies of each other."""

    need: str
    owner: str
    group: str


@dataclass(frozen=True)
class Judged(Case):
    """One graded pair as it was shown: place from 1, score and probability 0..1, and the level 1..4 it was given."""

    level: int
    score: float
    rank: int
    similarity: float  # of the public texts, 0..1: what a calibration is fitted on
    probability: float | None = None

    @property
    def related(self) -> bool:
        return self.level >= RELATED


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval, the pairs it rests on, and whose needs those are: (group, owner)."""

    value: float
    lower: float
    upper: float
    pairs: int
    needs: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Bin:
    """Pairs shown with a probability in [low, high): the mean that was shown, and the share found related."""

    low: float
    high: float
    shown: float
    found: float
    pairs: int
    owners: frozenset[str]


def precision(pairs: Iterable[Judged], k: int) -> Estimate | None:
    """Share of related pairs among those graded on places 1 to k, the mean over needs.

    A need counts when at least half of these places are graded.
    """
    return _mean_over_needs(
        [pair for pair in pairs if pair.rank <= k],
        lambda own: float(np.mean([pair.related for pair in own])) if 2 * len(own) >= k else None,
    )


def gain(pairs: Iterable[Judged]) -> Estimate | None:
    """NDCG@10 of the graded pairs in the order shown, the mean over needs with enough of them and anything related.

    Pairs nobody graded are left out of the order ("condensed lists": Sakai, SIGIR 2007).
    """

    def of_need(own: Sequence[Judged]) -> float | None:
        if len(own) < LEAST_GRADED:
            return None
        ordered = sorted(own, key=lambda pair: (pair.rank, -pair.score))
        return ndcg([pair.level for pair in ordered], [pair.score for pair in ordered])

    return _mean_over_needs(list(pairs), of_need)


def calibration_error(pairs: Iterable[Judged]) -> tuple[Estimate, list[Bin]] | None:
    """The expected calibration error over BINS equal bins, and the bins that hold anything.

    Sum over bins of |mean probability shown - share found related|, weighted by pairs: Naeini et al., AAAI 2015.
    """
    held = [pair for pair in pairs if pair.probability is not None]
    if not held:
        return None
    groups = sorted({pair.group for pair in held})
    number = {group: n for n, group in enumerate(groups)}
    sums = np.zeros((len(groups), 3, BINS))
    for pair in held:
        shown = float(pair.probability or 0.0)
        sums[number[pair.group], :, _bin(shown)] += (1.0, shown, pair.related)
    flat = sums.reshape(len(groups), 3 * BINS)
    estimate = _estimate(held, float(_error(flat.sum(axis=0))), _error(_resampled(flat)))
    return estimate, list(_bins(held, sums.sum(axis=0)))


def share(cases: Sequence[tuple[Case, bool]]) -> Estimate | None:
    """Share of yes among (case, yes), with an interval over the groups of the cases."""
    if not cases:
        return None
    return _ratio([case for case, _yes in cases], [(case.group, float(yes), 1.0) for case, yes in cases])


def _mean_over_needs(
    pairs: Sequence[Judged], of_need: Callable[[Sequence[Judged]], float | None]
) -> Estimate | None:
    by_need: dict[str, list[Judged]] = {}
    for pair in pairs:
        by_need.setdefault(pair.need, []).append(pair)
    values = {need: value for need, own in by_need.items() if (value := of_need(own)) is not None}
    if not values:
        return None
    used = [pair for pair in pairs if pair.need in values]
    return _ratio(used, [(by_need[need][0].group, value, 1.0) for need, value in values.items()])


def _ratio(used: Sequence[Case], parts: Sequence[tuple[str, float, float]]) -> Estimate:
    """Sum of numerators over sum of denominators; the interval resamples groups (Efron 1979, percentiles)."""
    groups = sorted({group for group, _above, _below in parts})
    number = {group: n for n, group in enumerate(groups)}
    sums = np.zeros((len(groups), 2))
    for group, above, below in parts:
        sums[number[group]] += (above, below)
    total, drawn = sums.sum(axis=0), _resampled(sums)
    return _estimate(used, float(total[0] / total[1]), drawn[:, 0] / drawn[:, 1])


def _resampled(sums: Sums) -> Sums:
    """The sums over groups (groups × columns) of DRAWS samples of as many groups, drawn with replacement."""
    groups = len(sums)
    times = np.random.default_rng(0).multinomial(groups, np.full(groups, 1 / groups), DRAWS)
    return times.astype(np.float64) @ sums


def _estimate(used: Sequence[Case], value: float, drawn: Sums) -> Estimate:
    lower, upper = np.percentile(drawn, [2.5, 97.5])
    needs = frozenset((case.group, case.owner) for case in used)
    return Estimate(float(value), float(lower), float(upper), len(used), needs)


def _error(sums: Sums) -> Sums:
    """The calibration error of (…, 3 × BINS) sums of count, probability and related pairs."""
    count, shown, found = np.split(sums, 3, axis=-1)
    return np.asarray(np.abs(shown - found).sum(axis=-1) / count.sum(axis=-1), np.float64)


def _bin(probability: float) -> int:
    return min(BINS - 1, int(probability * BINS))


def _bins(pairs: Sequence[Judged], sums: Sums) -> Iterable[Bin]:
    for n in range(BINS):
        count, shown, found = sums[:, n].tolist()
        if count:
            owners = frozenset(pair.owner for pair in pairs if _bin(float(pair.probability or 0.0)) == n)
            yield Bin(n / BINS, (n + 1) / BINS, shown / count, found / count, int(count), owners)
