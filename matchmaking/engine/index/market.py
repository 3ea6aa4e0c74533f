"""The listings of one side, searchable by a card of the other side; changes cost little and show at once."""

import threading
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import numpy as np

from ..explain import shared_terms
from ..gates import gates
from ..ranker import FLOOR, score_cards
from ..stats import Stats
from ..types import Card, Scored, Side
from ..vectors import Row, length
from . import snapshot
from .segment import Entry, Segment

T = TypeVar("T")
Admitted = tuple[float, Entry, tuple[str, ...]]

CANDIDATES = 200  # best by text that are scored in full
MERGE = 4  # a segment is merged with the one before it unless that has so many times its entries


class Market:
    """The cards of one side. Searching is exact: the same cards give the same answer however they came in."""

    def __init__(self, stats: Stats, side: Side) -> None:
        if side not in ("wanted", "offered"):
            raise ValueError(f"side is 'wanted' or 'offered', not {side!r}")
        self.stats = stats
        self.side: Side = side
        self._other: Side = "offered" if side == "wanted" else "wanted"
        self._lock = threading.RLock()
        self._live: dict[str, Entry] = {}
        self._fresh: dict[str, Entry] = {}
        self._segments: tuple[Segment, ...] = ()

    def __len__(self) -> int:
        return len(self._live)

    def __contains__(self, id: str) -> bool:
        return id in self._live

    def get(self, id: str) -> Card | None:
        """The card as it is searched now."""
        entry = self._live.get(id)
        return entry.card if entry else None

    def revisions(self) -> dict[str, int]:
        """Every id with the revision held: what a caller compares with its listings to bring the market up to date."""
        return {id: entry.revision for id, entry in self._live.items()}

    def upsert(self, card: Card, revision: int) -> bool:
        """Add or replace a card. False, and nothing done, when a later revision of it is already here."""
        return self.upsert_many([(card, revision)]) == 1

    def upsert_many(self, cards: Iterable[tuple[Card, int]]) -> int:
        """Add or replace cards; the number that were not older than what is here."""
        taken = 0
        for card, revision in cards:
            entry = Entry(card, revision, self.stats.card_row(card, self.side))
            with self._lock:
                held = self._live.get(card.id)
                if held is None or held.revision <= revision:
                    self._live[card.id] = self._fresh[card.id] = entry
                    taken += 1
        return taken

    def delete(self, id: str) -> bool:
        """Take a card out; False when it was not here."""
        with self._lock:
            self._fresh.pop(id, None)
            return self._live.pop(id, None) is not None

    def search(self, card: Card, k: int, allow: Collection[str] | None = None) -> list[Scored]:
        """The k best cards of this side for a card of the other, best first, ties by id.

        1. Every card is compared by text; below the floor nothing is a match.
        2. Cards outside `allow` (None: all) and pairs that fail a gate are passed over, before anything is cut;
           so are copies: what an owner lists twice, alike in every field, is answered once and names the others.
        3. The CANDIDATES best by text are scored in full, ordered by that score, cut at k and explained.
        """
        query = self.stats.card_row(card, self._other)
        scored = [
            (score_cards(*self._pair(card, entry.card), cosine, id=entry.card.id), entry, copies)
            for cosine, entry, copies in islice(self._admitted(query, card, allow), CANDIDATES)
        ]
        scored.sort(key=lambda found: (-found[0].score, found[0].id))
        return [
            replace(
                result,
                terms=shared_terms(self.stats, *self._pair(card, entry.card), *self._pair(query, entry.row)),
                copies=copies,
            )
            for result, entry, copies in scored[: max(0, k)]
        ]

    def save(self, folder: Path) -> None:
        """Write cards, vectors and statistics; the same live cards give the same bytes."""
        with self._lock:
            entries = list(self._live.values())
        snapshot.save(folder, self.side, self.stats, entries)

    @classmethod
    def open(cls, folder: Path) -> "Market":
        """The market `save` wrote, without reading a text again; StoreError when it is damaged."""
        side, stats, entries = snapshot.load(folder)
        market = cls(stats, side)
        market._live = {entry.card.id: entry for entry in entries}
        market._segments = (Segment(entries),) if entries else ()
        return market

    def _pair(self, mine: T, theirs: T) -> tuple[T, T]:
        """(wanted, offered) of something of the searching side and something of this market's side."""
        return (mine, theirs) if self.side == "offered" else (theirs, mine)

    def _admitted(self, query: Row, card: Card, allow: Collection[str] | None) -> Iterator[Admitted]:
        """(cosine, entry, ids of its copies) of the live cards that may be matched, best first, ties by id."""
        allowed = None if allow is None else frozenset(allow)
        for cosine, tied in self._ranked(query):
            kept: dict[Card, list[Entry]] = {}
            for entry in sorted(tied, key=lambda entry: entry.card.id):
                id = entry.card.id
                if self._live.get(id) is not entry or (allowed is not None and id not in allowed):
                    continue
                if not gates(*self._pair(card, entry.card)):
                    # Where no owner is known two alike may be two people's.
                    said = replace(entry.card, id="") if entry.card.owner and len(tied) > 1 else entry.card
                    kept.setdefault(said, []).append(entry)
            for first, *others in kept.values():
                yield cosine, first, tuple(other.card.id for other in others)

    def _ranked(self, query: Row) -> Iterator[tuple[float, list[Entry]]]:
        """Each cosine from the floor up with the entries that have it, highest first; dead entries among them."""
        segments = self._searchable()
        scores = np.concatenate([segment.scores(query) for segment in segments] or [np.zeros(0)])
        starts = [0, *accumulate(len(segment) for segment in segments)]
        lengths = np.concatenate([segment.lengths for segment in segments] or [np.zeros(0)])
        above = np.flatnonzero((scores > 0) & (scores >= FLOOR * (length(query) * lengths)))
        order = above[np.argsort(-scores[above], kind="stable")]
        for cosine, tied in groupby(
            zip(scores[order].tolist(), order.tolist(), strict=True), key=itemgetter(0)
        ):
            places = [(bisect_right(starts, i) - 1, i) for _, i in tied]
            yield cosine, [segments[n].entries[i - starts[n]] for n, i in places]

    def _searchable(self) -> tuple[Segment, ...]:
        """The segments with everything that came in since the last search."""
        with self._lock:
            if self._fresh:
                segments = [*self._segments, Segment(list(self._fresh.values()))]
                self._fresh = {}
                if sum(map(len, segments)) > 2 * len(self._live):
                    segments = [self._merged(segments)]
                while len(segments) > 1 and len(segments[-2]) < MERGE * len(segments[-1]):
                    segments[-2:] = [self._merged(segments[-2:])]
                self._segments = tuple(segments)
            return self._segments

    def _merged(self, segments: Iterable[Segment]) -> Segment:
        live = self._live
        return Segment([e for segment in segments for e in segment.entries if live.get(e.card.id) is e])
