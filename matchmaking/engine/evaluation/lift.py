"""What verdicts are worth: the order of a need's unseen pairs after some of its pairs were graded, and with a twin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..intervals import Interval, interval
from ..learning.moved import moved
from ..learning.shared import Shared, shared_levels
from ..learning.twins import content
from ..metrics import ndcg
from ..ranker import score_cards
from ..vectors import Row, joined, row_numbers, similarity
from ..weighting import capped
from .judged import Judged

DRAWS = 20  # random choices of what is graded, for each need
LEAST_UNSEEN = 5  # pairs that must be left to rank


@dataclass(frozen=True, slots=True)
class Lift:
    """NDCG@10 gained over no verdicts, the mean over so many needs."""

    what: str
    needs: int
    gain: Interval


def lift_of_decisions(judged: Judged, count: int) -> Lift:
    """`count` random pairs of a need are graded and move its row; the others are ranked before and after.

    Pairs that say the same as a graded one are not ranked. The mean of DRAWS choices for each need that leaves enough;
    draws in which nothing related is left are passed over.
    """
    gains: dict[str, float] = {}
    for place, need in enumerate(sorted(judged.levels)):
        rng = np.random.default_rng([count, place])
        drawn = [_after(judged, need, count, rng) for _ in range(DRAWS)]
        kept = [gain for gain in drawn if gain is not None]
        if kept:
            gains[need] = float(np.mean(kept))
    return Lift(f"{count} decisions", len(gains), interval(gains, judged.groups))


def lift_of_twins(judged: Judged) -> list[Lift]:
    """Needs with a judged near-copy, all their pairs ranked with what the copy was graded: as a part of the score,
    and with the copy's decisions moving the row as well.
    """
    contents = {id: content(row) for id, row in judged.offered.items()}
    alone: dict[str, float] = {}
    both: dict[str, float] = {}
    for group in judged.groups:
        for need in group if len(group) > 1 else ():
            twins = [other for other in group if other != need]
            known = shared_levels(twins, judged.levels, contents)
            decided = [
                (judged.offered[id], level) for twin in twins for id, level in judged.levels[twin].items()
            ]
            row = judged.wanted[need]
            before = _ndcg(judged, need, row, {})
            after, with_moving = (
                _ndcg(judged, need, row, known),
                _ndcg(judged, need, moved(row, decided), known),
            )
            if before is not None and after is not None and with_moving is not None:
                alone[need], both[need] = after - before, with_moving - before
    return [
        Lift("verdicts on a near-copy", len(alone), interval(alone, judged.groups)),
        Lift("and its decisions move the row", len(both), interval(both, judged.groups)),
    ]


def _after(judged: Judged, need: str, count: int, rng: np.random.Generator) -> float | None:
    """NDCG@10 gained on the unseen pairs of one need by one random choice of graded ones."""
    ids = sorted(judged.levels[need])
    if len(ids) < count + LEAST_UNSEEN:
        return None
    graded = [ids[n] for n in sorted(rng.choice(len(ids), count, replace=False))]
    said = {content(judged.offered[id]) for id in graded}
    unseen = [id for id in ids if id not in graded and content(judged.offered[id]) not in said]
    if len(unseen) < LEAST_UNSEEN:
        return None
    levels = [judged.levels[need][id] for id in unseen]
    row = moved(judged.wanted[need], [(judged.offered[id], judged.levels[need][id]) for id in graded])
    before = ndcg(levels, [judged.cosines[need, id] for id in unseen])
    after = ndcg(levels, _similarities(row, [judged.offered[id] for id in unseen]))
    return None if before is None or after is None else after - before


def _similarities(row: Row, others: Sequence[Row]) -> list[float]:
    """`vectors.similarity` of a row with each of the others, in one go."""
    all_of_them = joined(others)
    place = np.minimum(np.searchsorted(row.terms, all_of_them.terms), max(0, len(row) - 1))
    held = np.flatnonzero(row.terms[place] == all_of_them.terms) if len(row) else np.zeros(0, np.int64)
    number, place = row_numbers(all_of_them.bounds)[held], place[held]
    products = row.weights[place].astype(np.float64) * all_of_them.weights[held]
    core = row.core[place] & all_of_them.core[held]
    whole = np.bincount(number, weights=products, minlength=len(others))
    found = capped(whole, np.bincount(number[core], weights=products[core], minlength=len(others)))
    return [float(each) for each in found]


def _ndcg(judged: Judged, need: str, row: Row, known: Mapping[str, Shared]) -> float | None:
    ids = sorted(judged.levels[need])
    scores = [
        score_cards(
            judged.needs[need],
            judged.achievements[id],
            similarity(row, judged.offered[id]),
            id=id,
            experience=known.get(id),
        ).score
        for id in ids
    ]
    return ndcg([judged.levels[need][id] for id in ids], scores)
