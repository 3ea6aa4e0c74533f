"""How true the probability beside a match is, on needs the curve has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..intervals import DRAWS, Interval
from ..learning.calibration import DEFAULT, Calibration, fit
from ..learning.crossval import folds
from ..metrics import BINS, Bin, brier, brier_skill, calibration_error, reliability
from ..vectors import Flags
from ..weighting import Floats
from .judged import Judged

SEEDS = 10  # ways of cutting the folds; which needs stand together decides the last digits


@dataclass(frozen=True, slots=True)
class Probability:
    """Calibration error and Brier score with intervals over groups of needs; `skill` is the Brier score's over the
    base rate; `bins` are of the first way of cutting the folds. `shipped` is the error of the delivered curve.
    """

    pairs: int
    base: float
    error: Interval
    brier: Interval
    skill: float
    shipped: float
    bins: list[Bin]


def probability(judged: Judged) -> Probability | None:
    """Curves fitted on four fifths of the needs, near-copies never apart, and tried on the rest.

    Means over SEEDS ways of cutting. None where the verdicts are too few or agree too much to be cut so.
    """
    cosines = np.array([judged.cosines[pair] for pair in judged.pairs])
    related = np.array(judged.related, np.bool_)
    try:
        told = [_unseen(judged, cosines, related, seed) for seed in range(SEEDS)]
    except ValueError:
        return None
    outcomes = related.tolist()
    errors = [_drawn(judged, said, related) for said in told]
    skill = [brier_skill(said.tolist(), outcomes) for said in told]
    shipped = [DEFAULT.probability(cosine) for cosine in cosines.tolist()]
    return Probability(
        len(judged.pairs),
        float(related.mean()),
        _mean([calibration_error(said.tolist(), outcomes) for said in told], [error for error, _ in errors]),
        _mean([brier(said.tolist(), outcomes) for said in told], [score for _, score in errors]),
        float(np.mean([value for value in skill if value is not None])),
        calibration_error(shipped, outcomes),
        reliability(told[0].tolist(), outcomes),
    )


def _unseen(judged: Judged, cosines: Floats, related: Flags, seed: int) -> Floats:
    """For each pair what a curve says that was fitted without its need and the need's near-copies."""
    need = np.array([need for need, _ in judged.pairs])
    said = np.zeros(len(cosines))
    for held_out in folds(judged.groups, seed=seed):
        inside = np.isin(need, held_out)
        curve: Calibration = fit(cosines[~inside].tolist(), related[~inside].tolist())
        said[inside] = [curve.probability(cosine) for cosine in cosines[inside].tolist()]
    return said


def _drawn(judged: Judged, said: Floats, related: Flags) -> tuple[Floats, Floats]:
    """Calibration error and Brier score of DRAWS resamples of groups of needs."""
    group_of = {need: n for n, group in enumerate(judged.groups) for need in group}
    group = np.array([group_of[need] for need, _ in judged.pairs])
    cell = group * BINS + np.minimum((said * BINS).astype(np.int64), BINS - 1)
    shape = (len(judged.groups), BINS)

    def sums(values: Floats) -> Floats:
        added = np.bincount(cell, weights=values, minlength=shape[0] * shape[1])
        return np.asarray(added, np.float64).reshape(shape)

    rng = np.random.default_rng(0)
    times = rng.multinomial(shape[0], np.full(shape[0], 1 / shape[0]), DRAWS).astype(np.float64)
    pairs = (times @ sums(np.ones(len(said)))).sum(axis=1)
    off = np.abs(times @ sums(said - related)).sum(axis=1)
    squared = (times @ sums((said - related) ** 2)).sum(axis=1)
    return off / pairs, squared / pairs


def _mean(values: Sequence[float], drawn: Sequence[Floats]) -> Interval:
    """The mean over the ways of cutting, with the interval of all their resamples."""
    lower, upper = np.percentile(np.concatenate(drawn), [2.5, 97.5])
    return Interval(float(np.mean(values)), float(lower), float(upper))
