"""The best docs of a segment for each query: an upper bound for all of them, the true similarity for the few above.

Compiled code reads the most telling terms first and no more than it needs (see kernels.search); numpy reads them all.
Both give the same docs and the same bits, for both are exact.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .. import kernels
from ..ranker import FLOOR
from ..vectors import Row, lengths
from ..weighting import capped
from .postings import LEVELS
from .queries import Queries
from .segment import Segment

SMALL = 5_000  # cards below which numpy is done before compiled code is loaded
BLOCK = 1 << 16  # see postings.BLOCK
EXACT = float("inf")  # no budget
EPSILON = 1e-9  # relative; more than all float rounding on the way

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Docs with their capped cosines, the best first, ties in doc order."""

    docs: Ints
    cosines: Floats


def best_of(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    many: int,
    beat: Floats | None = None,
    budget: float = EXACT,
) -> list[Best]:
    """For each query the docs with the `many` highest capped cosines and all that tie with the last of them.

    Where the caller has as many already, `beat` is the lowest of theirs: docs below it are left out.
    Passed over are docs below the floor, outside `allowed` (a flag per doc, None for all), of the query's own owner
    and without a common mode. Fewer than `many` docs are all there are.

    `budget`: postings read per doc at most. EXACT reads what it takes; with less, some of the best may be missed in
    large segments: in ADR 0017 stands how many.
    """
    if not budget > 0:
        raise ValueError(f"a budget is more than 0 postings per doc, not {budget}")
    if not len(segment) or not len(segment.postings.terms):
        return [Best(np.zeros(0, np.int32), np.zeros(0)) for _ in range(len(queries))]
    floors = FLOOR * lengths(queries.rows)
    least = floors * segment.length_range[0] * (1 - EPSILON)
    modes = np.array([segment.names.met_by(modes) for modes in queries.modes], np.uint64)
    owners = np.array(queries.owners, np.uint64)
    if len(segment) > SMALL and kernels.usable():
        return _compiled(segment, queries, allowed, (owners, modes), floors, least, beat, many, budget)
    found = []
    for q in range(len(queries)):
        may = segment.columns.modes & modes[q] != 0
        if owners[q]:
            may &= segment.columns.owners != owners[q]
        if allowed is not None:
            may &= allowed
        bar = float(least[q] if beat is None else max(least[q], beat[q]))
        found.append(_plain(segment, queries.rows[q], may, float(floors[q]), bar, many))
    return found


def _compiled(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    gates: tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]],
    floors: Floats,
    least: Floats,
    beat: Floats | None,
    many: int,
    budget: float,
) -> list[Best]:
    from ..kernels import search  # noqa: PLC0415  loads numba, which small markets never need

    asked, columns, postings, rows = queries.rows, segment.columns, segment.postings, segment.rows
    bounds, docs, cosines = search.best(
        (asked.bounds, asked.terms, asked.weights, asked.core),
        floors,
        least,
        least if beat is None else beat,
        (np.zeros(0, np.bool_) if allowed is None else allowed, columns.owners, columns.modes, *gates),
        (
            postings.terms,
            postings.starts,
            postings.docs,
            postings.weights,
            postings.maxima,
            postings.tails,
            postings.limits,
            segment.peaks,
            segment.length_range[1] * (1 + EPSILON),
        ),
        BLOCK,
        (rows.bounds, rows.terms, rows.weights, rows.core),
        columns.lengths,
        min(many, len(segment)),
        budget,
    )
    cuts = bounds.tolist()
    return [Best(docs[a:b], cosines[a:b]) for a, b in pairwise(cuts)]


def _plain(segment: Segment, query: Row, may: Flags, floor: float, least: float, many: int) -> Best:
    highest = _upper_bounds(segment, query)
    docs = np.flatnonzero(may & (highest > 0) & (highest >= least)).astype(np.int32)
    if len(docs) > many:
        first = docs[np.argpartition(-highest[docs], many - 1)[:many]]
        found = _scored(segment, query, first, floor).cosines
        if len(found) == many:
            docs = docs[highest[docs] >= found[-1]]
    best = _scored(segment, query, docs, floor)
    bar = best.cosines[many - 1] if len(best.docs) > many else least
    end = int(np.searchsorted(-best.cosines, -bar, side="right"))
    return Best(best.docs[:end], best.cosines[:end])


def _upper_bounds(segment: Segment, query: Row) -> Floats:
    """What the similarity of each doc is at most: postings are rounded up, and weights below 0 can only take away."""
    postings, found = segment.postings, []
    place = np.minimum(np.searchsorted(postings.terms, query.terms), len(postings.terms) - 1)
    known = (postings.terms[place] == query.terms) & (query.weights > 0)
    place = place[known]
    impact = query.weights[known].astype(np.float64) * postings.maxima[place] / LEVELS * (1 + EPSILON)
    starts, blocks = postings.starts, (len(postings.starts) - 1) // len(postings.terms)
    for block in range(blocks):
        first = starts[place * blocks + block].astype(np.int64)
        many = starts[place * blocks + block + 1] - first
        read = _ranges(first, many)
        size = min(BLOCK, len(segment) - block * BLOCK)
        added = postings.weights[read] * np.repeat(impact, many)
        found.append(np.bincount(postings.docs[read], weights=added, minlength=size))
    return np.concatenate(found)


def _scored(segment: Segment, query: Row, docs: Ints, floor: float) -> Best:
    """The docs that count, with their true cosines: products added up in term order, as compiled code does it."""
    docs = np.sort(docs)
    rows = segment.rows
    sizes = rows.bounds[docs + 1] - rows.bounds[docs]
    read, of = _ranges(rows.bounds[docs], sizes), np.repeat(np.arange(len(docs)), sizes)
    terms = rows.terms[read]
    place = np.minimum(np.searchsorted(query.terms, terms), max(0, len(query) - 1))
    met = query.terms[place] == terms if len(query) else np.zeros(len(terms), np.bool_)
    read, of, place = read[met], of[met], place[met]
    added = query.weights[place].astype(np.float64) * rows.weights[read]
    core = query.core[place] if segment.all_core else query.core[place] & rows.core[read]
    whole = np.bincount(of, weights=added, minlength=len(docs)).astype(np.float64)
    inner = np.bincount(of[core], weights=added[core], minlength=len(docs)).astype(np.float64)
    cosines = capped(whole, inner)
    kept = (cosines > 0) & (cosines >= floor * segment.columns.lengths[docs])
    docs, cosines = docs[kept], cosines[kept]
    order = np.argsort(-cosines, kind="stable")
    return Best(docs[order], cosines[order])


def _ranges(starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers starts[n] … starts[n] + sizes[n] - 1 of all n, end to end."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
