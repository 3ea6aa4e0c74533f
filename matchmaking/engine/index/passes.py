"""The two passes of a search over one segment: candidates by rounded-up sums, then their true similarities.

What the first pass leaves out has a rounded-up similarity of at most `ceiling`, and the true one is never higher. So
the candidates above the ceiling are exactly the best of the segment; the caller widens the pass until that is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import kernels
from ..ranker import FLOOR
from ..vectors import Rows, lengths, row_numbers
from .postings import LEVELS
from .rescoring import SMALL, scored
from .segment import Segment

FINEST = (1 << 14) - 1  # the highest factor of a term; their sum times LEVELS must fit 31 bits
ROOM = ((1 << 31) - 1) / LEVELS * 0.98
EPSILON = 1e-9  # relative; more than all float rounding on the way

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Queries:
    """Rows of the searching side, with what gates them: hash of the owner (0: none) and cooperation modes."""

    rows: Rows
    owners: Sequence[int]
    modes: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: Sequence[int]) -> "Queries":
        """Some of them."""
        sizes = np.diff(self.rows.bounds)[chosen]
        parts = np.concatenate(
            [np.arange(self.rows.bounds[n], self.rows.bounds[n + 1]) for n in chosen]
            or [np.zeros(0, np.int64)]
        )
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        rows = Rows(bounds, self.rows.terms[parts], self.rows.weights[parts], self.rows.core[parts])
        return Queries(rows, [self.owners[n] for n in chosen], [self.modes[n] for n in chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """Docs from the floor up with their capped cosines, the best first, ties in doc order; and what was left out."""

    docs: Ints
    cosines: Floats
    ceiling: float  # no doc left out has a cosine above this; 0 when none was left out


def best_of(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    wide: int,
    budget: float | None = None,
    spare: float = 0.0,
) -> list[Pass]:
    """About `wide` candidates for each query, scored exactly.

    `spare` is the share of the highest possible sum that may stay unread in the first pass: the terms of many docs
    that say least. What they could add at most goes into the ceiling, so the answer is as exact as without.

    With `budget` only the telling terms are read in the first pass, up to so many postings per doc of the segment;
    the ceiling then is unknown and said to be 0: fast, and not exact any more.
    """
    if not len(segment) or not len(segment.postings.terms):
        return [_empty() for _ in range(len(queries))]
    places, factors, bounds, scales, slacks = _quantised(segment, queries.rows, budget, spare)
    floor = FLOOR * lengths(queries.rows) * (1 - EPSILON) if segment.all_core else np.zeros(len(queries))
    least = np.maximum(0, np.floor((floor * 0.999999 - slacks) * scales)).astype(np.int64)
    sums, docs = _candidates(
        segment, queries, allowed, (bounds, places, factors), least, min(wide, len(segment))
    )
    lowest = np.where((docs >= 0).all(axis=1), sums.min(axis=1), least)
    ceilings = lowest / scales * (1 + EPSILON) + slacks
    nothing_left = (lowest <= least) & ((least > 0) | (not spare))
    ceilings[nothing_left if budget is None else slice(None)] = 0.0
    return [
        Pass(found, cosines, ceiling)
        for (found, cosines), ceiling in zip(
            scored(segment, queries.rows, docs), ceilings.tolist(), strict=True
        )
    ]


def _empty() -> Pass:
    return Pass(np.zeros(0, np.int32), np.zeros(0), 0.0)


def _quantised(
    segment: Segment, rows: Rows, budget: float | None, spare: float
) -> tuple[Ints, Ints, npt.NDArray[np.int64], Floats, Floats]:
    """The queries over the segment's terms in whole numbers.

    Returns places, factors, bounds; per query the scale (a sum over postings divided by it is a similarity) and the
    slack: what unread terms could add, and what negative weights need: rounded up, such a term takes too much away
    by at most its weight in one level.
    """
    terms = segment.postings.terms
    place = np.minimum(np.searchsorted(terms, rows.terms), len(terms) - 1)
    known = (terms[place] == rows.terms) & (rows.weights != 0)
    query = row_numbers(rows.bounds)[known]
    place = place[known].astype(np.int32)
    impact = rows.weights[known].astype(np.float64) * segment.postings.maxima[place]
    if budget is not None:
        kept = _within(segment, place, impact, query, len(rows), budget)
        query, place, impact = query[kept], place[kept], impact[kept]
    unread = np.zeros(len(rows))
    if spare:
        read, unread = _without_spare(segment, place, impact, query, len(rows), spare)
        query, place, impact = query[read], place[read], impact[read]
    size = np.abs(impact)
    peak = np.zeros(len(rows))
    np.maximum.at(peak, query, size)
    total = np.bincount(query, weights=size, minlength=len(rows))
    peak, total = (
        np.where(sizes > 0, sizes, 1.0) for sizes in (peak, total)
    )  # a query may know no term here
    scale = np.minimum(FINEST / peak, ROOM / total)
    factors = np.ceil(impact * scale[query]).astype(np.int32)
    slack = np.bincount(query, weights=np.where(impact < 0, size, 0.0), minlength=len(rows)) / LEVELS
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(query, minlength=len(rows)))))
    return place, factors, bounds, scale * LEVELS, slack + unread


def _without_spare(
    segment: Segment, place: Ints, impact: Floats, query: npt.NDArray[np.int64], queries: int, spare: float
) -> tuple[Flags, Floats]:
    """Which terms to read when those with the least impact per posting may stay unread, and what these could add."""
    total = np.bincount(query, weights=np.abs(impact), minlength=queries)
    order = np.lexsort((np.abs(impact) / (_frequencies(segment, place) + 1.0), query))
    sums = np.cumsum(np.maximum(impact[order], 0.0))
    first = np.searchsorted(query[order], np.arange(queries))
    before = np.concatenate((np.zeros(1), sums))[first]
    left = (sums - before[query[order]] <= spare * total[query[order]]) & (impact[order] > 0)
    read = np.ones(len(place), np.bool_)
    read[order[left]] = False
    unread = np.bincount(query[~read], weights=impact[~read], minlength=queries)
    return read, np.asarray(unread * (1 + EPSILON), np.float64)


def _within(
    segment: Segment, place: Ints, impact: Floats, query: npt.NDArray[np.int64], queries: int, budget: float
) -> npt.NDArray[np.int64]:
    """The terms with the highest impact / sqrt(df) of each query, until their postings exceed budget · cards."""
    df = _frequencies(segment, place)
    order = np.lexsort((-np.abs(impact) / np.sqrt(df + 1.0), query))
    read = np.cumsum(df[order])
    first = np.searchsorted(query[order], np.arange(queries))
    before = np.concatenate((np.zeros(1, np.int64), read))[first]
    kept = read - before[query[order]] <= budget * len(segment)
    kept[np.minimum(first, len(kept) - 1)] = True  # the most telling term always
    return np.sort(order[kept])


def _frequencies(segment: Segment, place: Ints) -> npt.NDArray[np.int64]:
    """In how many docs of the segment each term stands."""
    starts = segment.postings.starts
    return np.asarray((starts[:, place + 1].astype(np.int64) - starts[:, place]).sum(axis=0))


def _candidates(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    quantised: tuple[npt.NDArray[np.int64], Ints, Ints],
    least: npt.NDArray[np.int64],
    wide: int,
) -> tuple[Ints, Ints]:
    """(rounded-up sums, docs) of the best of each query; a place that found none has doc -1."""
    bounds, places, factors = quantised
    owners = np.array(queries.owners, np.uint64)
    modes = np.array([segment.names.met_by(modes) for modes in queries.modes], np.uint64)
    shape = (len(queries), wide)
    sums, docs = np.empty(shape, np.int32), np.full(shape, -1, np.int32)
    sums[:] = least[:, None]
    columns, postings = segment.columns, segment.postings
    if len(segment) > SMALL and kernels.usable():
        from ..kernels import postings as kernel  # noqa: PLC0415  loads numba, which small markets never need

        block = 1 << 16 if postings.starts.shape[0] > 1 else max(1, len(segment))
        flags = np.zeros(0, np.bool_) if allowed is None else allowed
        kernel.candidates(
            bounds, places, factors, postings.starts, postings.docs, postings.weights, block, len(segment),
            flags, columns.owners, columns.modes, owners, modes, sums, docs,
        )  # fmt: skip
        return sums, docs
    for q in range(len(queries)):
        part = slice(int(bounds[q]), int(bounds[q + 1]))
        totals = _sums(segment, places[part], factors[part])
        may = (totals > least[q]) & (columns.modes & modes[q] != 0)
        if owners[q]:
            may &= columns.owners != owners[q]
        if allowed is not None:
            may &= allowed
        kept = np.flatnonzero(may)
        if len(kept) > wide:
            kept = kept[np.argpartition(-totals[kept], wide - 1)[:wide]]
        sums[q, : len(kept)], docs[q, : len(kept)] = totals[kept], kept
    return sums, docs


def _sums(segment: Segment, places: Ints, factors: Ints) -> npt.NDArray[np.int64]:
    """The rounded-up sum of every doc, without compiled code: whole numbers, so the order does not matter."""
    postings, totals = segment.postings, []
    for block in range(postings.starts.shape[0]):
        starts = postings.starts[block].astype(np.int64)
        first, many = starts[places], starts[places + 1] - starts[places]
        ends = np.cumsum(many)
        read = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + many, many)
        added = postings.weights[read].astype(np.float64) * np.repeat(factors, many)
        size = min(1 << 16, len(segment) - block * (1 << 16))
        totals.append(np.bincount(postings.docs[read], weights=added, minlength=size))
    return np.concatenate(totals).astype(np.int64)
