"""Sparse rows: the vector of a card, and how alike two are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import weighting


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Term numbers (rising), their weights, and which of them say what the card is about (see `similarity`)."""

    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    core: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.terms)


def row(weighted: Iterable[tuple[int, float, bool]]) -> Row:
    """The row of (term number, weight, core) triples, each number once."""
    ordered = sorted(weighted)
    return Row(
        np.array([number for number, _, _ in ordered], np.int32),
        np.array([weight for _, weight, _ in ordered], np.float32),
        np.array([core for _, _, core in ordered], np.bool_),
    )


def shared(a: Row, b: Row) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The terms of both rows, what each adds to the dot product, and whether it is core to both."""
    terms, left, right = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    return terms, a.weights[left].astype(np.float64) * b.weights[right], a.core[left] & b.core[right]


def similarity(a: Row, b: Row) -> float:
    """The capped cosine of two rows, added up in term order: the same bits as an index search gives."""
    _, products, core = shared(a, b)
    zeros = np.zeros(len(products), np.int64)
    whole = np.bincount(zeros, weights=products, minlength=1)
    return float(weighting.capped(whole, np.bincount(zeros[core], weights=products[core], minlength=1))[0])


def length(row: Row) -> float:
    """Euclidean length: 1 for an offered row, for a wanted one the share of it the market has words for."""
    return weighting.length(row.weights.astype(np.float64))
