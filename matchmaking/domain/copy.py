"""A process's copy of the market: the mapped index, and in memory what changed since it was made."""

import datetime as dt
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter

from matchmaking.domain.changes import (
    cards_in_market,
    changed_since,
    horizon,
    listings_of,
    moves_since,
    revisions_in_market,
    totals,
)
from matchmaking.domain.versions import weights_of
from matchmaking.engine.index.market import Market
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Side
from matchmaking.models import MarketIndex, MatchModel

RECONCILE_SECONDS = (
    60  # between two comparisons with the whole table; a change is noticed by its stamp at once
)


@dataclass
class Recent:
    """Changes already taken that the next look will meet again, by their stamps: they are not taken twice."""

    stamps: dict[str, str] = field(default_factory=dict)  # listing id: when its card changed
    moves: set[int] = field(default_factory=set)  # ids of organizations' transitions

    def dump(self) -> str:
        """As JSON, kept beside the segments that hold these changes."""
        return json.dumps({"stamps": self.stamps, "moves": sorted(self.moves)})

    @classmethod
    def load(cls, text: str) -> "Recent":
        """What `dump` wrote."""
        held = json.loads(text)
        return cls(held["stamps"], set(held["moves"]))


@dataclass
class Copy:
    """Both sides of the market under one model, and the moment up to which changes were taken.

    A card that changed since the index was made always stands in memory, even if it changed back: what is found in a
    mapped segment by one process and merged by another rests on that.
    """

    model: MatchModel
    stats: Stats
    wanted: Market
    offered: Market
    seen: dt.datetime
    index: MarketIndex | None = None  # the one whose files are mapped; None where everything stands in memory
    revisions: int = 0  # sum over the cards, as `changes.totals` counts it
    recent: Recent = field(default_factory=lambda: Recent())
    _reconciled: float | None = None

    def __post_init__(self) -> None:
        self.wanted.weights = self.offered.weights = weights_of(self.model)

    @classmethod
    def from_database(cls, model: MatchModel, stats: Stats) -> "Copy":
        """Everything read from the database and held in memory: without an index, or when it cannot be used."""
        copy = cls(model, stats, Market(stats, "wanted"), Market(stats, "offered"), seen=horizon())
        copy._load(None)
        return copy

    def __len__(self) -> int:
        return len(self.wanted) + len(self.offered)

    def side(self, side: Side) -> Market:
        return self.wanted if side == "wanted" else self.offered

    def fingerprint(self) -> str:
        """64 hex digits; equal exactly when the same cards at the same revisions would be matched."""
        return f"{self.wanted.fingerprint:032x}{self.offered.fingerprint:032x}"

    def has(self, id: str) -> bool:
        """Is the listing in the market?"""
        return id in self.wanted or id in self.offered

    def changes(self) -> int:
        """How many cards a new index would take in."""
        return self.wanted.changes + self.offered.changes

    def refresh(self, also: Iterable[str] = (), *, most: int | None = None) -> bool:
        """Take what changed since the last look, and `also` these listings: three short queries when nothing did.

        With `most` only what is quick is done: False where more listings changed, or the whole table is to be compared.
        """
        if not self._take_changes(self.seen, also, most):
            return False
        if self._reconciled is None or time.monotonic() - self._reconciled > RECONCILE_SECONDS:
            if most is not None:
                return False
            self._reconcile(self.seen)
            self._reconciled = time.monotonic()
        return True

    def _take_changes(self, since: dt.datetime, also: Iterable[str] = (), most: int | None = None) -> bool:
        now = horizon()
        stamps, moves = changed_since(since), moves_since(since)
        ids = {id for id, stamp in stamps.items() if self.recent.stamps.get(id) != stamp} | set(also)
        if new := moves.keys() - self.recent.moves:
            ids.update(listings_of({moves[move] for move in new}))
        if most is not None and len(ids) > most:
            return False
        self._take(ids)
        self.recent = Recent(stamps, set(moves))  # the next look reaches back no further than this one did
        self.seen = max(now, since)
        return True

    def _take(self, ids: set[str]) -> None:
        """Bring these listings up to date."""
        if not ids:
            return
        live = self._load(ids)
        for id in ids - live:
            for market in (self.wanted, self.offered):
                self.revisions -= market.revision(id) or 0
                market.delete(id)

    def _load(self, ids: set[str] | None) -> set[str]:
        """Read these listings whole and put the cards of those in the market in; returns their ids."""
        live = set()
        for side, card, revision in cards_in_market(ids):
            market = self.side(side)
            before = market.revision(card.id) or 0
            if market.upsert(card, revision):
                self.revisions += revision - before
            live.add(card.id)
        return live

    def _reconcile(self, since: dt.datetime) -> None:
        """Compare with the database by number and sum of revisions; read every id only where these differ.

        They may differ because something changed between two queries: then look again.
        """
        for _attempt in range(3):
            expected = totals()
            if expected == (len(self), self.revisions):
                return
            self._take_changes(since)
            if expected == totals() and expected != (len(self), self.revisions):
                self._take(set(_differing(self._held(), revisions_in_market())))
                return

    def _held(self) -> Iterator[tuple[str, int]]:
        return merge(self.wanted.revisions(), self.offered.revisions())


def _differing(ours: Iterable[tuple[str, int]], theirs: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Ids under which two streams of (id, revision), each in id order, do not say the same."""
    for id, rows in groupby(merge(ours, theirs), key=itemgetter(0)):
        held = [revision for _id, revision in rows]
        if len(held) != 2 or held[0] != held[1]:
            yield id
