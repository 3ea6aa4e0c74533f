"""The listings of one side, searchable by a card of the other side; changes cost little and show at once."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..explain import shared_terms
from ..ranker import PLACES, highest, score_cards
from ..stats import Stats
from ..types import Card, Scored, Side, Where
from ..vectors import Row, joined
from . import folder as folders
from .arrays import Held, fingerprint, owner_hash
from .found import Found, found_in, groups
from .passes import Queries
from .segment import Segment, gathered, segment_of
from .view import View, tidied

T = TypeVar("T")


class Market:
    """The cards of one side. Searching is exact: the same cards give the same answer however they came in."""

    def __init__(self, stats: Stats, side: Side, segments: Sequence[Segment] = ()) -> None:
        if side not in ("wanted", "offered"):
            raise ValueError(f"side is 'wanted' or 'offered', not {side!r}")
        self.stats = stats
        self.side: Side = side
        self._other: Side = "offered" if side == "wanted" else "wanted"
        self._lock = threading.RLock()
        self._mapped = len(segments)  # these stay as they are; later ones may be merged
        self._view = View(tuple(segments), (None,) * len(segments))
        self._fresh: dict[str, Held] = {}
        self._gone: set[str] = set()  # in a segment, and deleted or replaced since the last search
        self._count = sum(map(len, segments))
        self.changes = 0  # cards that came, changed or went since the mapped segments were made
        self.fingerprint = sum(segment.fingerprint for segment in segments) % (1 << 128)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, id: str) -> bool:
        return self.revision(id) is not None

    def get(self, id: str) -> Card | None:
        """The card as it is searched now."""
        with self._lock:
            held = self._held(id)
            return held if isinstance(held, Card) or held is None else held[0].card(held[1])

    def revision(self, id: str) -> int | None:
        """Which revision of the listing is held, None where the card is not here."""
        with self._lock:
            if id in self._fresh:
                return self._fresh[id][1]
            held = self._held(id)
            return None if held is None or isinstance(held, Card) else held[0].revision(held[1])

    def upsert(self, card: Card, revision: int) -> bool:
        """Add or replace a card. False, and nothing done, when a later revision of it is already here."""
        return self.upsert_many([(card, revision)]) == 1

    def upsert_many(self, cards: Iterable[Held]) -> int:
        """Add or replace cards; the number that were not older than what is here."""
        taken = 0
        for card, revision in cards:
            with self._lock:
                before = self.revision(card.id)
                if before is None or before <= revision:
                    self._forget(card.id, before)
                    self._fresh[card.id] = (card, revision)
                    self._count += 1
                    self._tell(fingerprint(card.id, revision))
                    taken += 1
        return taken

    def delete(self, id: str) -> bool:
        """Take a card out; False when it was not here."""
        with self._lock:
            before = self.revision(id)
            if before is None:
                return False
            self._forget(id, before)
            self.changes += 1
            return True

    def cards(self) -> Iterator[Held]:
        """The live cards with their revisions, in id order."""
        for segment, doc in self._searchable().ordered():
            yield segment.card(doc), segment.revision(doc)

    def search(
        self, card: Card, k: int, where: Where | None = None, *, row: Row | None = None
    ) -> list[Scored]:
        """The k best cards of this side for a card of the other, best first, ties by id.

        1. Every card is compared by text; below the floor nothing is a match.
        2. Cards outside `where` and pairs that fail a gate are passed over, before anything is cut;
           so are copies: what an owner lists twice, alike in every field, is answered once and names the others.
        3. The CANDIDATES best by text are scored in full, ordered by that score, cut at k and explained.

        `row` takes the place of the card's own vector, e.g. one that decisions have moved.
        """
        return self.search_many([card], k, where, rows=None if row is None else [row])[0]

    def search_many(
        self, cards: Sequence[Card], k: int, where: Where | None = None, *, rows: Sequence[Row] | None = None
    ) -> list[list[Scored]]:
        """The same for many cards at once: the index is read once for all of them."""
        view, queries = self._searchable(), self._queries(cards, rows)
        found: list[list[Found]] = [[] for _ in cards]
        for n in range(len(view.segments)):
            for held, more in zip(found, self._found(view, n, queries, where), strict=True):
                held += more
        return [
            self._explained(view, card, queries.rows[n], self._ranked(view, card, found[n], k))
            for n, card in enumerate(cards)
        ]

    def rank(self, card: Card, k: int, where: Where | None = None) -> list[Scored]:
        """What `search` gives, without the shared terms: where only the order and the scores are needed."""
        view, queries = self._searchable(), self._queries([card], None)
        found = [each for n in range(len(view.segments)) for each in self._found(view, n, queries, where)[0]]
        return self._ranked(view, card, found, k)

    @property
    def mapped(self) -> int:
        """How many segments came with the market: the numbers `found_in` takes."""
        return self._mapped

    def found_in(self, n: int, cards: Sequence[Card], where: Where | None = None) -> list[list[Found]]:
        """What mapped segment n adds for each card: one part of work that is cut by segments, see `merge`."""
        return self._found(self._searchable(), n, self._queries(cards, None), where)

    def merge(self, card: Card, found: Iterable[Found], k: int, where: Where | None = None) -> list[Scored]:
        """The answer of `search` from what all mapped segments found, even if cards changed since.

        Segments in memory are searched now. Where a found card has gone meanwhile, another may have moved up, so
        everything is searched again.
        """
        view, queries = self._searchable(), self._queries([card], None)
        held = list(found)
        if any((place := view.find(each.id)) is None or place[0] >= self._mapped for each in held):
            return self.search(card, k, where)
        for n in range(self._mapped, len(view.segments)):
            held += self._found(view, n, queries, where)[0]
        return self._explained(view, card, queries.rows[0], self._ranked(view, card, held, k))

    def save(self, folder: Path, size: int = folders.SIZE) -> None:
        """Write the live cards as segments of at most `size`; the same live cards give the same bytes."""
        places = self._searchable().ordered()
        pieces = iter(lambda: list(islice(places, size)), [])
        segments = (gathered(self.stats, self.side, piece) for piece in pieces)
        folders.write(folder, self.stats, self.side, segments)

    @classmethod
    def open(cls, folder: Path, stats: Stats | None = None, *, verify: bool = True) -> "Market":
        """The market `save` wrote, mapped, without reading a text; StoreError when it is damaged."""
        stats, side, segments = folders.read(folder, stats, verify=verify)
        return cls(stats, side, segments)

    def _held(self, id: str) -> Card | tuple[Segment, int] | None:
        if id in self._fresh:
            return self._fresh[id][0]
        place = None if id in self._gone else self._view.find(id)
        return None if place is None else (self._view.segments[place[0]], place[1])

    def _forget(self, id: str, revision: int | None) -> None:
        """Take out what is held under an id, at this revision."""
        if revision is None:
            return
        if self._fresh.pop(id, None) is None:
            self._gone.add(id)
        self._count -= 1
        self.fingerprint = (self.fingerprint - fingerprint(id, revision)) % (1 << 128)

    def _tell(self, mark: int) -> None:
        self.changes += 1
        self.fingerprint = (self.fingerprint + mark) % (1 << 128)

    def _pair(self, mine: T, theirs: T) -> tuple[T, T]:
        """(wanted, offered) of something of the searching side and something of this market's side."""
        return (mine, theirs) if self.side == "offered" else (theirs, mine)

    def _queries(self, cards: Sequence[Card], rows: Sequence[Row] | None) -> Queries:
        made = self.stats.rows(cards, self._other) if rows is None else joined(rows)
        return Queries(made, [owner_hash(card.owner) for card in cards], [card.modes for card in cards])

    def _found(self, view: View, n: int, queries: Queries, where: Where | None) -> list[list[Found]]:
        segment, alive = view.segments[n], view.alive[n]
        allowed = segment.allowed(where) if where else None
        if alive is not None:
            allowed = alive if allowed is None else allowed & alive
        return found_in(segment, queries, allowed, number=n)

    def _ranked(self, view: View, card: Card, found: Iterable[Found], k: int) -> list[Scored]:
        """The k best by their full score; those that cannot be among them any more are not scored."""
        scored: list[Scored] = []
        best: list[float] = []  # heap of the k highest scores
        for group in groups(found):
            if len(best) >= max(1, k) and round(highest(card, group.cosine), PLACES) < best[0]:
                break
            place = group.place or view.find(group.id)
            assert place is not None
            other = view.segments[place[0]].card(place[1])
            pair = score_cards(*self._pair(card, other), group.cosine, id=group.id)
            scored.append(replace(pair, copies=group.copies) if group.copies else pair)
            heappush(best, pair.score)
            if len(best) > max(1, k):
                heappop(best)
        return sorted(scored, key=lambda each: (-each.score, each.id))[: max(0, k)]

    def _explained(self, view: View, card: Card, query: Row, scored: Sequence[Scored]) -> list[Scored]:
        explained = []
        for each in scored:
            place = view.find(each.id)
            assert place is not None
            segment, doc = view.segments[place[0]], place[1]
            pair = (*self._pair(card, segment.card(doc)), *self._pair(query, segment.row(doc)))
            explained.append(replace(each, terms=shared_terms(self.stats, *pair)))
        return explained

    def _searchable(self) -> View:
        """The segments with everything that came in since the last search."""
        with self._lock:
            if self._gone:
                self._view = self._view.without(self._gone)
                self._gone = set()
            if self._fresh:
                more = segment_of(self.stats, self.side, self._fresh.values())
                self._view = View((*self._view.segments, more), (*self._view.alive, None))
                self._fresh = {}
            self._view = tidied(self._view, self._mapped, self.stats, self.side)
            return self._view
