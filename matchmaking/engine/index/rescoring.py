"""The true similarities of the candidates of a first pass."""

import numpy as np
import numpy.typing as npt

from .. import kernels
from ..ranker import FLOOR
from ..vectors import Row, Rows, lengths
from ..weighting import capped
from .segment import Segment

SMALL = 5_000  # cards below which numpy is done before compiled code is loaded
NONE = np.iinfo(np.int32).max  # stands where a query has fewer candidates than another

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


def scored(segment: Segment, rows: Rows, docs: Ints) -> list[tuple[Ints, Floats]]:
    """For each row the docs from the floor up with their capped cosines, the best first, ties in doc order.

    `docs` has a line for each row, with -1 where it has fewer.
    """
    docs = np.sort(np.where(docs < 0, NONE, docs), axis=1)
    there = docs != NONE
    cosines = capped(*_products(segment, rows, docs, there.sum(axis=1)))
    known = np.where(there, docs, 0)
    floor = FLOOR * (lengths(rows)[:, None] * segment.columns.lengths[known])
    kept = there & (cosines > 0) & (cosines >= floor)
    order = np.argsort(np.where(kept, -cosines, np.inf), axis=1, kind="stable")
    docs, cosines = np.take_along_axis(docs, order, 1), np.take_along_axis(cosines, order, 1)
    many = kept.sum(axis=1).tolist()
    return [(docs[n, :size], cosines[n, :size]) for n, size in enumerate(many)]


def _products(
    segment: Segment, rows: Rows, docs: Ints, counts: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """The dot product of each row with each of its docs, and the part of it that is core to both."""
    whole, inner = np.zeros(docs.shape), np.zeros(docs.shape)
    if len(segment) > SMALL and kernels.usable():
        from ..kernels import postings as kernel  # noqa: PLC0415  loads numba, which small markets never need

        held = segment.rows
        kernel.all_products(
            rows.bounds, rows.terms, rows.weights, rows.core, held.bounds, held.terms, held.weights, held.core,
            docs, counts, whole, inner,
        )  # fmt: skip
        return whole, inner
    for n, count in enumerate(counts.tolist()):
        whole[n, :count], inner[n, :count] = _plain_products(segment, rows[n], docs[n, :count])
    return whole, inner


def _plain_products(segment: Segment, query: Row, docs: Ints) -> tuple[Floats, Floats]:
    rows = segment.rows
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
