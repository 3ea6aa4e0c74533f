"""The answer everybody is measured against: every product added up in double precision, nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaking.engine import weighting
from matchmaking.engine.ranker import FLOOR

from .material import Asked, Ids, Offers

SLACK = 1e-6  # two scores this near are one: engines add in single precision
BLOCK_VALUES = 30_000_000  # scores held at once, twice, 8 bytes each

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Exact:
    """For each query how many offers are to be found (at most k) and the score of the last of them.

    "cosine" is that of the vectors; "capped" is what our engine answers: limited by the core terms (see
    weighting.capped), and nothing below the floor under which what is shared is accident.
    """

    offers: Offers
    asked: Asked
    wanted: dict[str, npt.NDArray[np.int64]]
    least: dict[str, Floats]

    @classmethod
    def of(cls, offers: Offers, asked: Asked, k: int) -> "Exact":
        """Go through all of them, a block of queries at a time."""
        found: dict[str, list[tuple[int, float]]] = {"cosine": [], "capped": []}
        for scores in _scores(offers, asked):
            for kind, block in scores.items():
                found[kind] += [_kth(row, k) for row in block]
        wanted = {kind: np.array([number for number, _ in rows]) for kind, rows in found.items()}
        least = {kind: np.array([score for _, score in rows]) for kind, rows in found.items()}
        return cls(offers, asked, wanted, least)

    def recall(self, found: Ids, kind: str) -> float:
        """Share of the true best that were found, over the queries that have any; which of equals does not matter."""
        shares = []
        for query, places in enumerate(found):
            if self.wanted[kind][query]:
                scores = self._scores_of(query, places[places >= 0], kind)
                right = int(np.sum(scores >= self.least[kind][query] - SLACK))
                shares.append(min(1.0, right / self.wanted[kind][query]))
        return float(np.mean(shares))

    def _scores_of(self, query: int, places: Ids, kind: str) -> Floats:
        rows = self.offers.rows[places].astype(np.float64)
        whole = (rows @ self.asked.rows[query].T.astype(np.float64)).toarray().ravel()
        if kind == "cosine":
            return whole
        return weighting.capped(whole, (rows @ self.asked.core[query].T.astype(np.float64)).toarray().ravel())


def _scores(offers: Offers, asked: Asked) -> Iterator[dict[str, Floats]]:
    size = max(1, BLOCK_VALUES // len(offers))
    columns = offers.rows.T.tocsr().astype(np.float64)
    for start in range(0, len(asked), size):
        part = slice(start, start + size)
        rows = asked.rows[part].astype(np.float64)
        whole = (rows @ columns).toarray()
        capped = weighting.capped(whole, (asked.core[part].astype(np.float64) @ columns).toarray())
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).reshape(-1, 1)
        capped[capped < FLOOR * lengths] = 0.0
        yield {"cosine": whole, "capped": capped}


def _kth(scores: Floats, k: int) -> tuple[int, float]:
    """How many of the best k are above 0, and the least of these."""
    above = scores[scores > 0]
    if len(above) <= k:
        return len(above), float(above.min(initial=np.inf))
    return k, float(np.partition(above, len(above) - k)[len(above) - k])
