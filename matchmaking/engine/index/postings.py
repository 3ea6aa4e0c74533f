"""Rows by term: which docs hold a term and with what weight, the weight rounded up to a 255th of the term's highest.

Rounded up, a sum over postings is never below the true dot product: what a search passes over is proven to be lower.
Docs are cut into blocks of 65,536, so that a doc takes two bytes and the sums of a block stay in the cache.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import kernels
from ..vectors import Rows, row_numbers

BLOCK = 1 << 16
LEVELS = 255
SMALL = 300_000  # entries below which numpy is done before compiled code is loaded


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """starts[block, n] … starts[block, n + 1] are the postings of terms[n] in that block."""

    terms: npt.NDArray[np.int32]  # numbers of the terms present, rising
    maxima: npt.NDArray[np.float64]  # the highest weight of each
    starts: npt.NDArray[np.uint32]
    docs: npt.NDArray[np.uint16]  # within their block
    weights: npt.NDArray[np.uint8]  # in 255ths of the maximum, rounded up


def postings_of(rows: Rows, block: int = BLOCK) -> Postings:
    """The postings of rows; the same by compiled code and without."""
    if block > BLOCK:
        raise ValueError(f"a block has at most {BLOCK} docs, not {block}")
    terms, present = _numbered(rows.terms)
    if len(rows.terms) > SMALL and kernels.usable():
        return _compiled(rows, block, terms, present)
    weights = rows.weights.astype(np.float64)
    maxima = np.zeros(len(terms))
    np.maximum.at(maxima, present, weights)
    quanta = np.minimum(LEVELS, np.ceil(weights / maxima[present] * LEVELS)).astype(np.uint8)
    doc = row_numbers(rows.bounds)
    key = doc // block * max(1, len(terms)) + present
    order = np.argsort(key, kind="stable")
    blocks = max(1, -(-len(rows) // block))
    counted = np.bincount(key, minlength=blocks * max(1, len(terms)))[: blocks * len(terms)]
    starts = np.zeros((blocks, len(terms) + 1), np.int64)
    starts[:, 1:] = np.cumsum(counted).reshape(blocks, len(terms))
    starts[1:, 0] = starts[:-1, -1]
    return Postings(
        terms, maxima, starts.astype(np.uint32), (doc % block)[order].astype(np.uint16), quanta[order]
    )


def _numbered(terms: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The distinct terms, rising, and each entry's place among them."""
    if not len(terms):
        return terms, terms
    seen = np.zeros(int(terms.max()) + 1, np.bool_)
    seen[terms] = True
    place = np.cumsum(seen, dtype=np.int32) - 1
    return np.flatnonzero(seen).astype(np.int32), place[terms]


def _compiled(
    rows: Rows,
    block: int,
    terms: npt.NDArray[np.int32],
    present: npt.NDArray[np.int32],
) -> Postings:
    from ..kernels import postings as kernel  # noqa: PLC0415  loads numba, which small segments never need

    starts = np.zeros((max(1, -(-len(rows) // block)), len(terms) + 1), np.uint32)
    maxima = np.zeros(len(terms))
    kernel.tally(rows.bounds, present, rows.weights, starts, maxima, block)
    flat = np.cumsum(starts, axis=1, dtype=np.uint32)
    flat[1:] += np.cumsum(flat[:-1, -1], dtype=np.uint32)[:, None]
    docs, weights = np.empty(len(present), np.uint16), np.empty(len(present), np.uint8)
    kernel.invert(rows.bounds, present, rows.weights, maxima, LEVELS, flat, docs, weights, block)
    return Postings(terms, maxima, flat, docs, weights)
