"""An immutable block of cards with their vectors, read by term."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..types import Card
from ..vectors import Row, length
from ..weighting import capped


@dataclass(frozen=True, slots=True)
class Entry:
    """One card as the market holds it: which revision of the listing it shows, and its vector."""

    card: Card
    revision: int
    row: Row


class Segment:
    """Entries and their postings: per term present, the entries that hold it and with what weight."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        lengths = np.array([len(entry.row) for entry in self.entries], np.int64)
        terms = np.concatenate([entry.row.terms for entry in self.entries] or [np.zeros(0, np.int32)])
        weights = np.concatenate([entry.row.weights for entry in self.entries] or [np.zeros(0, np.float32)])
        core = np.concatenate([entry.row.core for entry in self.entries] or [np.zeros(0, np.bool_)])
        rows = np.repeat(np.arange(len(self.entries), dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        self.lengths = np.array([length(entry.row) for entry in self.entries], np.float64)
        self._rows = rows[order]
        self._weights = weights[order].astype(np.float64)
        self._core = core[order]
        self._terms, starts = np.unique(terms[order], return_index=True)
        self._bounds = np.append(starts, len(order)).astype(np.int64)

    def __len__(self) -> int:
        return len(self.entries)

    def scores(self, query: Row) -> npt.NDArray[np.float64]:
        """The capped cosine of the query with every entry.

        Products are added in term order, so a score does not depend on which entries share the segment.
        """
        if not len(self._terms) or not len(query):
            return np.zeros(len(self), np.float64)
        place = np.minimum(np.searchsorted(self._terms, query.terms), len(self._terms) - 1)
        known = self._terms[place] == query.terms
        place = place[known]
        starts, lengths = self._bounds[place], self._bounds[place + 1] - self._bounds[place]
        ends = np.cumsum(lengths)
        postings = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        products = self._weights[postings] * np.repeat(query.weights[known].astype(np.float64), lengths)
        core = self._core[postings] & np.repeat(query.core[known], lengths)
        rows = self._rows[postings]
        whole = np.bincount(rows, weights=products, minlength=len(self))
        return capped(whole, np.bincount(rows[core], weights=products[core], minlength=len(self)))
