"""Graded decisions move a wanted card's own vector towards what was found related and away from what was not."""

from collections.abc import Sequence
from math import fsum

import numpy as np

from ..vectors import Row, length
from ..weighting import Floats
from ..weighting import length as euclidean
from .twins import content

STEP = 0.2  # .1 to .3 rank alike within the noise of the open judgements
LEAST = (
    10  # distinct cards decided on, from which moving pays: 3 to 5 decisions change nothing for the better
)
TERMS = 384  # strongest terms kept; ADR 0012 has what fewer cost


def moved(row: Row, decided: Sequence[tuple[Row, float]]) -> Row:
    """q' = q + STEP · sum_j (level_j - mean level) · d_j, at the length of q; the row itself below LEAST decisions.

    Rocchio (in Salton, The SMART Retrieval System, 1971) with graded levels about their own mean (ADR 0012).
    `decided` holds rows of offered cards with their levels, 1 to 4, or means of such; their order is of no account.
    Because it is linear in d, the moved row searches the same index and is explained in the same way.

    1. Copies of one offered card are one decision, at the mean of their levels. Cards of no known term say nothing.
    2. A term of the wanted card stays core or not; one that came by decisions is core where the offered card has it so,
       or the cap of `weighting.capped` would undo what was learned.
    3. The TERMS strongest stay; the weights may be negative. The length of q is kept, so a cosine still means what
       the calibration was fitted on (without it the Brier score of the moved scores is worse than before moving).
    """
    offered, levels = _distinct(decided)
    if len(levels) < LEAST or not len(row) or levels.min() == levels.max():
        return row
    pull = STEP * (levels - levels.mean())
    numbers = np.concatenate([row.terms, *(one.terms for one in offered)])
    added = [one.weights * by for one, by in zip(offered, pull, strict=True)]
    terms, places = np.unique(numbers, return_inverse=True)
    weights = np.bincount(places, weights=np.concatenate([row.weights.astype(np.float64), *added]))
    core = np.zeros(len(terms), np.bool_)
    for one in offered:
        core[np.searchsorted(terms, one.terms)] |= one.core
    core[np.searchsorted(terms, row.terms)] = row.core
    kept = np.sort(np.argsort(-np.abs(weights), kind="stable")[:TERMS])
    kept = kept[weights[kept] != 0]
    if not len(kept):
        return row
    scale = length(row) / euclidean(weights[kept])
    return Row(terms[kept].astype(np.int32), (weights[kept] * scale).astype(np.float32), core[kept])


def _distinct(decided: Sequence[tuple[Row, float]]) -> tuple[list[Row], Floats]:
    """The offered rows that differ, in an order of their own, each with the mean of its levels."""
    rows: dict[bytes, Row] = {}
    levels: dict[bytes, list[float]] = {}
    for row, level in decided:
        if not 1 <= level <= 4:
            raise ValueError(f"a level is 1 (unrelated) to 4 (strongly related), not {level}")
        said = content(row)
        if said is not None:
            rows[said] = row
            levels.setdefault(said, []).append(float(level))
    order = sorted(rows)
    return [rows[said] for said in order], np.array(
        [fsum(levels[said]) / len(levels[said]) for said in order], np.float64
    )
