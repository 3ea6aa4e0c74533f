"""What every engine is given: the same texts, the same vectors, the same counted terms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

K = 20  # answers per query

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
Answer = tuple[
    Ids, Scores
]  # per query k places of the offers and their scores, best first; place -1: nothing more


@dataclass(frozen=True, eq=False)
class Offers:
    """N offered texts over V terms. `times` counts the terms that have weight; its pattern is that of `rows`."""

    texts: Sequence[str]  # empty where N is too large to hold them twice
    rows: csr_matrix  # float32, N x V, unit length
    times: csr_matrix  # int32, N x V
    idf: npt.NDArray[np.float64]  # V, what one occurrence weighs

    def __len__(self) -> int:
        return self.rows.shape[0]


@dataclass(frozen=True, eq=False)
class Asked:
    """Q wanted texts. A similarity is at most five times its part over the `core` terms, see weighting.capped."""

    rows: csr_matrix  # float32, Q x V
    core: csr_matrix  # the same without the terms outside the core

    def __len__(self) -> int:
        return self.rows.shape[0]

    def first(self, count: int) -> "Asked":
        """Only the first so many."""
        return Asked(self.rows[:count], self.core[:count])


def best(scores: npt.NDArray[np.floating], places: npt.NDArray[np.integer], k: int) -> tuple[Ids, Scores]:
    """The k highest scores above 0 with their places, best first, ties by place, filled up with -1 and 0."""
    found = np.flatnonzero(scores > 0)
    if len(found) > k:
        least = np.partition(scores[found], len(found) - k)[len(found) - k]
        found = found[scores[found] >= least]
    order = found[np.lexsort((places[found], -scores[found]))][:k]
    ids, values = np.full(k, -1, np.int64), np.zeros(k)
    ids[: len(order)], values[: len(order)] = places[order], scores[order]
    return ids, values
