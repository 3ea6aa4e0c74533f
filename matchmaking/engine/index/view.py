"""What one search sees of a market: its segments, and which of their cards are live."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge as merged_in_order

import numpy as np
import numpy.typing as npt

from ..stats import Stats
from ..types import Side
from .segment import Segment, gathered

Flags = npt.NDArray[np.bool_]

MERGE = 4  # a segment in memory is merged with the one before it unless that has so many times its cards


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one search sees: segments and which of their cards are live (None: all)."""

    segments: tuple[Segment, ...] = ()
    alive: tuple[Flags | None, ...] = ()

    def find(self, id: str) -> tuple[int, int] | None:
        """(segment, doc) of a live card."""
        for n in reversed(range(len(self.segments))):
            doc = self.segments[n].find(id)
            if doc is not None and ((alive := self.alive[n]) is None or alive[doc]):
                return n, doc
        return None

    def without(self, ids: Iterable[str]) -> "View":
        """The same with these cards dead."""
        alive = list(self.alive)
        copied: set[int] = set()
        for place in filter(None, map(self.find, ids)):
            n, doc = place
            flags = alive[n]
            if n not in copied:
                flags = np.ones(len(self.segments[n]), np.bool_) if flags is None else flags.copy()
                copied.add(n)
            assert flags is not None
            flags[doc] = False
            alive[n] = flags
        return View(self.segments, tuple(alive))

    def live(self, n: int) -> list[int]:
        """The docs of a segment that are live."""
        alive = self.alive[n]
        return list(range(len(self.segments[n]))) if alive is None else np.flatnonzero(alive).tolist()

    def count(self, n: int) -> int:
        """How many these are."""
        alive = self.alive[n]
        return len(self.segments[n]) if alive is None else int(np.count_nonzero(alive))

    def ordered(self) -> Iterator[tuple[Segment, int]]:
        """(segment, doc) of every live card, in id order."""
        streams = [[(segment, doc) for doc in self.live(n)] for n, segment in enumerate(self.segments)]
        return merged_in_order(*streams, key=lambda place: bytes(place[0].columns.ids[place[1]]))


def tidied(view: View, mapped: int, stats: Stats, side: Side) -> View:
    """The segments after the first `mapped` merged until there are few: work per card coming in stays logarithmic."""
    while len(view.segments) > mapped:
        last = len(view.segments) - 1
        live = [view.count(n) for n in range(mapped, last + 1)]
        two = len(live) > 1 and live[-2] < MERGE * live[-1]
        if not two and 2 * live[-1] >= len(view.segments[last]):
            break
        start = last - two
        places = [(view.segments[n], doc) for n in range(start, last + 1) for doc in view.live(n)]
        made = (gathered(stats, side, places),) if places else ()
        view = View(view.segments[:start] + made, view.alive[:start] + (None,) * len(made))
    return view
