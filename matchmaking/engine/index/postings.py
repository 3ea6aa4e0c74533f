"""Rows by term: which docs hold a term and with what weight, the weight rounded up to a 255th of the term's highest.

Rounded up, a sum over postings is never below the true dot product: what a search passes over is proven to be lower.
Docs are cut into blocks of 65,536, so that a doc takes two bytes. The blocks of a term stand one after the other: where
a list begins, memory is waited for, and most lists are short.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import kernels
from ..counts import bounds_of
from ..memory import room
from ..vectors import Rows, row_numbers
from .bands import limits_of, tails_of

BLOCK = 1 << 16
LEVELS = 255
SMALL = 300_000  # entries below which numpy is done before compiled code is loaded


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """From starts[n * blocks + b] to the next start are the postings of terms[n] in block b."""

    terms: npt.NDArray[np.int32]  # numbers of the terms present, rising; all of them where most are
    starts: npt.NDArray[np.uint32]
    docs: npt.NDArray[np.uint16]  # within their block
    weights: npt.NDArray[np.uint8]  # in 255ths of the term's highest, rounded up
    maxima: npt.NDArray[np.float32]  # the highest weight of each term
    tails: npt.NDArray[np.uint8]  # [doc, band], see bands.tails_of
    limits: npt.NDArray[np.int64]  # in how many docs the terms of each further band are


def postings_of(rows: Rows, block: int = BLOCK) -> Postings:
    """The postings of rows; the same by compiled code and without."""
    if block > BLOCK:
        raise ValueError(f"a block has at most {BLOCK} docs, not {block}")
    terms, present = _numbered(rows.terms)
    limits = limits_of(len(rows))
    if len(rows.terms) > SMALL and kernels.usable():
        return _compiled(rows, block, terms, present, limits)
    weights = rows.weights.astype(np.float64)
    maxima = np.zeros(len(terms), np.float32)
    np.maximum.at(maxima, present, rows.weights)
    quanta = np.minimum(LEVELS, np.ceil(weights / maxima[present] * LEVELS)).astype(np.uint8)
    doc, blocks = row_numbers(rows.bounds), max(1, -(-len(rows) // block))
    key = present.astype(np.int64) * blocks + doc // block
    order = np.argsort(key, kind="stable")
    starts = bounds_of(np.bincount(key, minlength=blocks * len(terms)))
    band = np.searchsorted(limits, np.bincount(present, minlength=len(terms)), side="right")
    place, bands = doc * (len(limits) + 1) + band[present], (len(rows), len(limits) + 1)
    squares = np.bincount(place, weights=weights * weights, minlength=bands[0] * bands[1]).astype(np.float64)
    return Postings(
        terms,
        starts.astype(np.uint32),
        (doc % block)[order].astype(np.uint16),
        quanta[order],
        maxima,
        tails_of(squares.reshape(bands)),
        limits,
    )


def _numbered(terms: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The distinct terms, rising, and each entry's place among them; all up to the highest where most are there."""
    if not len(terms):
        return terms, terms
    seen = np.zeros(int(terms.max()) + 1, np.bool_)
    seen[terms] = True
    if 2 * np.count_nonzero(seen) > len(seen):
        return np.arange(len(seen), dtype=np.int32), terms
    place = np.cumsum(seen, dtype=np.int32) - 1
    return np.flatnonzero(seen).astype(np.int32), place[terms]


def _compiled(
    rows: Rows,
    block: int,
    terms: npt.NDArray[np.int32],
    present: npt.NDArray[np.int32],
    limits: npt.NDArray[np.int64],
) -> Postings:
    from ..kernels import postings as kernel  # noqa: PLC0415  loads numba, which small segments never need

    blocks = max(1, -(-len(rows) // block))
    starts = np.zeros(blocks * len(terms) + 1, np.uint32)
    maxima = np.zeros(len(terms), np.float32)
    kernel.tally(rows.bounds, present, rows.weights, starts, maxima, block, blocks)
    np.cumsum(starts, out=starts)
    docs, weights = room(len(present), np.uint16), room(len(present), np.uint8)
    kernel.invert(rows.bounds, present, rows.weights, maxima, LEVELS, starts, docs, weights, block, blocks)
    squares = np.zeros((len(rows), len(limits) + 1))
    kernel.spread(rows.bounds, present, rows.weights, starts, limits, blocks, squares)
    return Postings(terms, starts, docs, weights, maxima, tails_of(squares), limits)
