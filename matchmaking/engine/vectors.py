"""Sparse rows: the vector of one card, of many cards, and how alike two are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import weighting

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

PART = 4_096  # rows measured together


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Term numbers (rising), their weights, and which of them say what the card is about (see `similarity`)."""

    terms: Ints
    weights: Weights
    core: Flags

    def __len__(self) -> int:
        return len(self.terms)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Many rows end to end: row n is [bounds[n]:bounds[n + 1]] of the other three."""

    bounds: Longs
    terms: Ints
    weights: Weights
    core: Flags

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, n: int) -> Row:
        part = slice(int(self.bounds[n]), int(self.bounds[n + 1]))
        return Row(self.terms[part], self.weights[part], self.core[part])


def row(weighted: Iterable[tuple[int, float, bool]]) -> Row:
    """The row of (term number, weight, core) triples, each number once."""
    ordered = sorted(weighted)
    return Row(
        np.array([number for number, _, _ in ordered], np.int32),
        np.array([weight for _, weight, _ in ordered], np.float32),
        np.array([core for _, _, core in ordered], np.bool_),
    )


def joined(rows: Iterable[Row]) -> Rows:
    """Single rows end to end."""
    rows = list(rows)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum([len(row) for row in rows], dtype=np.int64)))
    return Rows(
        bounds,
        np.concatenate([np.zeros(0, np.int32), *(row.terms for row in rows)]),
        np.concatenate([np.zeros(0, np.float32), *(row.weights for row in rows)]),
        np.concatenate([np.zeros(0, np.bool_), *(row.core for row in rows)]),
    )


def shared(a: Row, b: Row) -> tuple[Ints, npt.NDArray[np.float64], Flags]:
    """The terms of both rows, what each adds to the dot product, and whether it is core to both."""
    place = np.searchsorted(b.terms, a.terms)
    left = np.flatnonzero(place < len(b))
    left = left[b.terms[place[left]] == a.terms[left]]
    right = place[left]
    return a.terms[left], a.weights[left].astype(np.float64) * b.weights[right], a.core[left] & b.core[right]


def similarity(a: Row, b: Row) -> float:
    """The capped cosine of two rows, added up in term order: the same bits as an index search gives."""
    _, products, core = shared(a, b)
    zeros = np.zeros(len(products), np.int64)
    whole = np.bincount(zeros, weights=products, minlength=1)
    return float(weighting.capped(whole, np.bincount(zeros[core], weights=products[core], minlength=1))[0])


def length(row: Row) -> float:
    """Euclidean length: 1 for an offered row, for a wanted one the share of it the market has words for."""
    return weighting.length(row.weights.astype(np.float64))


def lengths(rows: Rows) -> npt.NDArray[np.float64]:
    """The Euclidean length of each row; some rows at a time, for the squares take twice the room of the weights."""
    found = np.zeros(len(rows))
    for start in range(0, len(rows), PART):
        bounds = rows.bounds[start : start + PART + 1]
        filled = np.diff(bounds) > 0
        if filled.any():
            squares = rows.weights[bounds[0] : bounds[-1]].astype(np.float64) ** 2
            found[start : start + PART][filled] = np.add.reduceat(squares, bounds[:-1][filled] - bounds[0])
    return np.sqrt(found)


def row_numbers(bounds: Longs) -> Longs:
    """For each entry of rows laid end to end, the number of its row."""
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
