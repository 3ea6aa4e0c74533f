"""Sparse rows: the vector of a card, and the dot product of two."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Term numbers (int32, rising) and their weights (float32)."""

    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.terms)


def row(weighted: Iterable[tuple[int, float]]) -> Row:
    """The row of (term number, weight) pairs, each number once."""
    ordered = sorted(weighted)
    return Row(np.array([n for n, _ in ordered], np.int32), np.array([w for _, w in ordered], np.float32))


def shared(a: Row, b: Row) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """The terms of both rows and what each adds to the dot product."""
    terms, left, right = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    return terms, a.weights[left].astype(np.float64) * b.weights[right].astype(np.float64)


def dot(a: Row, b: Row) -> float:
    """The dot product, added up in term order: the same bits as an index search gives."""
    products = shared(a, b)[1]
    return float(np.bincount(np.zeros(len(products), np.int64), weights=products, minlength=1)[0])
