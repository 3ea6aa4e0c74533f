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
from ..vectors import Row, Rows, lengths, row_numbers
from ..weighting import capped
from .postings import LEVELS
from .segment import Segment

SMALL = 5_000  # cards below which numpy is done before compiled code is loaded
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
    segment: Segment, queries: Queries, allowed: Flags | None, wide: int, budget: float | None = None
) -> list[Pass]:
    """About `wide` candidates for each query, scored exactly.

    With `budget` only the telling terms are read in the first pass, up to so many postings per doc of the segment;
    the ceiling then is unknown and said to be 0: fast, and not exact any more.
    """
    if not len(segment) or not len(segment.postings.terms):
        return [_empty() for _ in range(len(queries))]
    places, factors, bounds, scales, slacks = _quantised(segment, queries.rows, budget)
    floor = FLOOR * lengths(queries.rows) * (1 - EPSILON) if segment.all_core else np.zeros(len(queries))
    least = np.maximum(0, np.floor((floor * 0.999999 - slacks) * scales)).astype(np.int64)
    sums, docs = _candidates(
        segment, queries, allowed, (bounds, places, factors), least, min(wide, len(segment))
    )
    passes = []
    for q in range(len(queries)):
        lowest = int(sums[q].min()) if (docs[q] >= 0).all() else int(least[q])
        ceiling = 0.0 if lowest <= least[q] else lowest / scales[q] * (1 + EPSILON) + slacks[q]
        found = docs[q][docs[q] >= 0]
        passes.append(_scored(segment, queries.rows[q], found, 0.0 if budget else ceiling))
    return passes


def _empty() -> Pass:
    return Pass(np.zeros(0, np.int32), np.zeros(0), 0.0)


def _quantised(
    segment: Segment, rows: Rows, budget: float | None
) -> tuple[Ints, Ints, npt.NDArray[np.int64], Floats, Floats]:
    """The queries over the segment's terms in whole numbers.

    Returns places, factors, bounds; per query the scale (a sum over postings divided by it is a similarity) and the
    slack that negative weights need: rounded up, such a term takes too much away by at most its weight in one level.
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
    return place, factors, bounds, scale * LEVELS, slack


def _within(
    segment: Segment, place: Ints, impact: Floats, query: npt.NDArray[np.int64], queries: int, budget: float
) -> npt.NDArray[np.int64]:
    """The terms with the highest impact / sqrt(df) of each query, until their postings exceed budget · cards."""
    starts = segment.postings.starts
    df = (starts[:, place + 1].astype(np.int64) - starts[:, place]).sum(axis=0)
    order = np.lexsort((-np.abs(impact) / np.sqrt(df + 1.0), query))
    read = np.cumsum(df[order])
    first = np.searchsorted(query[order], np.arange(queries))
    before = np.concatenate((np.zeros(1, np.int64), read))[first]
    kept = read - before[query[order]] <= budget * len(segment)
    kept[np.minimum(first, len(kept) - 1)] = True  # the most telling term always
    return np.sort(order[kept])


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


def _scored(segment: Segment, query: Row, docs: Ints, ceiling: float) -> Pass:
    """The candidates with their true similarities, those below the floor left out."""
    docs = np.sort(docs)
    whole, inner = _products(segment, query, docs)
    cosines = capped(whole, inner)
    own = float(np.sqrt(np.sum(query.weights.astype(np.float64) ** 2)))
    kept = (cosines > 0) & (cosines >= FLOOR * (own * segment.columns.lengths[docs]))
    docs, cosines = docs[kept], cosines[kept]
    order = np.argsort(-cosines, kind="stable")
    return Pass(docs[order], cosines[order], ceiling)


def _products(segment: Segment, query: Row, docs: Ints) -> tuple[Floats, Floats]:
    rows = segment.rows
    if len(segment) > SMALL and kernels.usable():
        from ..kernels import postings as kernel  # noqa: PLC0415  loads numba, which small markets never need

        whole, inner = np.empty(len(docs)), np.empty(len(docs))
        kernel.products(
            query.terms, query.weights, query.core, rows.bounds, rows.terms, rows.weights, rows.core, docs,
            whole, inner,
        )  # fmt: skip
        return whole, inner
    sizes = rows.bounds[docs + 1] - rows.bounds[docs]
    ends = np.cumsum(sizes)
    read = np.arange(ends[-1] if len(ends) else 0) + np.repeat(rows.bounds[docs] - ends + sizes, sizes)
    of = np.repeat(np.arange(len(docs)), sizes)
    terms = rows.terms[read]
    place = np.minimum(np.searchsorted(query.terms, terms), max(0, len(query) - 1))
    met = query.terms[place] == terms if len(query) else np.zeros(len(terms), np.bool_)
    read, of, place = read[met], of[met], place[met]
    added = query.weights[place].astype(np.float64) * rows.weights[read]
    core = query.core[place] if segment.all_core else query.core[place] & rows.core[read]
    whole = np.bincount(of, weights=added, minlength=len(docs)).astype(np.float64)
    return whole, np.bincount(of[core], weights=added[core], minlength=len(docs)).astype(np.float64)
