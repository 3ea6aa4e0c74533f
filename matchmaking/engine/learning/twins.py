"""Near-copies of wanted cards. Their verdicts are shared, and no evaluation may learn from one and test on another."""

from collections.abc import Mapping

import numpy as np

from ..vectors import Row, length
from ..weighting import Floats, capped

ALIKE = 0.6  # cosine from which two wanted cards are near-copies, as 41 of 239 judged needs were
KNOWN = 0.5  # length of a wanted row below which the market knows too few of its words to call it a copy


class Wanted:
    """The rows of wanted cards with, for each term, who holds it: one of them is compared with all in one pass."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.ids = tuple(sorted(id for id, row in rows.items() if length(row) >= KNOWN))
        kept = [rows[id] for id in self.ids]
        terms = np.concatenate([np.zeros(0, np.int32), *(row.terms for row in kept)])
        order = np.argsort(terms, kind="stable")
        self._terms, self._starts = np.unique(terms[order], return_index=True)
        self._ends = np.append(self._starts[1:], len(terms))
        self._holders = np.repeat(np.arange(len(kept)), [len(row) for row in kept])[order]
        self._weights = np.concatenate([np.zeros(0, np.float64), *(row.weights for row in kept)])[order]
        self._core = np.concatenate([np.zeros(0, np.bool_), *(row.core for row in kept)])[order]
        self._lengths = np.array([length(row) for row in kept], np.float64)

    def likeness(self, row: Row) -> Floats:
        """The capped cosine of a wanted row with each of `ids`, both taken at length 1: an exact copy has 1.

        A wanted row is shorter than 1 by the words the market does not know; a copy does not know them either.
        """
        size, own = len(self.ids), length(row)
        if own < KNOWN:
            return np.zeros(size)
        _, mine, held = np.intersect1d(row.terms, self._terms, assume_unique=True, return_indices=True)
        counts = self._ends[held] - self._starts[held]
        before = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) + np.repeat(self._starts[held] - before, counts)
        products = self._weights[places] * np.repeat(row.weights[mine].astype(np.float64), counts)
        core = np.where(self._core[places] & np.repeat(row.core[mine], counts), products, 0.0)
        holders = self._holders[places]
        whole = np.bincount(holders, weights=products, minlength=size)
        return capped(whole, np.bincount(holders, weights=core, minlength=size)) / (own * self._lengths)


def twins_of(row: Row, wanted: Wanted | Mapping[str, Row]) -> list[tuple[str, float]]:
    """(id, likeness above ALIKE) of the near-copies of a wanted row, most alike first, ties by id.

    A card that is itself among `wanted` is found too. Give a `Wanted` where many rows are asked about.
    """
    among = wanted if isinstance(wanted, Wanted) else Wanted(wanted)
    found = among.likeness(row)
    alike = [(among.ids[n], float(found[n])) for n in np.flatnonzero(found > ALIKE)]
    return sorted(alike, key=lambda twin: (-twin[1], twin[0]))


def twin_groups(rows: Mapping[str, Row]) -> list[tuple[str, ...]]:
    """Every id in exactly one group, near-copies and their near-copies together; ids and groups sorted.

    Connected components, found by merging towards the smallest id.
    """
    wanted = Wanted(rows)
    first = {id: id for id in rows}
    for id in wanted.ids:
        for other, _likeness in twins_of(rows[id], wanted):
            low, high = sorted((_root(first, id), _root(first, other)))
            first[high] = low
    groups: dict[str, list[str]] = {}
    for id in sorted(rows):
        groups.setdefault(_root(first, id), []).append(id)
    return [tuple(groups[id]) for id in sorted(groups)]


def _root(first: dict[str, str], id: str) -> str:
    while first[id] != id:
        id = first[id] = first[first[id]]
    return id


def content(row: Row) -> bytes | None:
    """Equal exactly for offered rows that say the same; None for a row of no known term, which says nothing."""
    return row.terms.tobytes() + row.weights.tobytes() if len(row) else None
