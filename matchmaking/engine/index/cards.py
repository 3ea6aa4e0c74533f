"""The cards of one side as they come, change and go; what came in shows at once and costs little."""

import threading
from collections.abc import Iterable, Iterator, Sequence

from ..stats import Stats
from ..types import Card, Side
from .arrays import Held, fingerprint
from .segment import Segment, segment_of
from .view import View, tidied


class Cards:
    """Segments that never change, and over them what has changed since. Safe to use from many threads."""

    def __init__(self, stats: Stats, side: Side, segments: Sequence[Segment] = ()) -> None:
        if side not in ("wanted", "offered"):
            raise ValueError(f"side is 'wanted' or 'offered', not {side!r}")
        self.stats = stats
        self.side: Side = side
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
        for segment, doc in self.view().ordered():
            yield segment.card(doc), segment.revision(doc)

    def revisions(self) -> Iterator[tuple[str, int]]:
        """(id, revision) of the live cards, in id order; no card is read for it."""
        for segment, doc in self.view().ordered():
            yield segment.id(doc), segment.revision(doc)

    def view(self) -> View:
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
