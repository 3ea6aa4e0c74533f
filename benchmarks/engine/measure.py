"""What is measured at one size, in parts that may be run one at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matchmaking.engine.types import Card

from . import alone, build, changes, corpus, ours, sharing
from .beside import Race, Say
from .sources import Sources

MOST_WORK = (
    100_000_000  # offers times needs that a timed call goes through at most: fewer needs for a larger market
)
TEXTS_KEPT = 200_000  # offers up to which scikit-learn reads the texts itself


@dataclass(frozen=True)
class Size:
    """A market of `count` offers and the needs that are asked of it."""

    sources: Sources
    data: Path
    needs: Sequence[Card]
    count: int
    rounds: int
    say: Say

    def measure(self, part: str) -> dict[str, Any]:
        """The figures of one of PARTS; every one but `build` uses the index that is there already, if one is."""
        self.say(f"{self.count:,} offers: {part}")
        sum(1 for _ in self._cards())  # makes them where they are not made yet
        if part != "build" and not (self._folder / "manifest.json").exists():
            ours.write(self._cards(), self._folder)
        return PARTS[part](self)

    def build(self) -> dict[str, Any]:
        """From texts to segments on disk."""
        return {"build": build.measure(self._cards, self.count, self._folder)}

    def alone(self) -> dict[str, Any]:
        """Full answers with reasons, as the product asks for them."""
        index = ours.opened(self._folder)
        return {
            "one_need_with_reasons": alone.one_by_one(index, self.needs, self.rounds),
            "all_needs_with_reasons": alone.all_at_once(index, self.needs),
        }

    def changes(self) -> dict[str, Any]:
        """Cards that come and go."""
        return {"changes": changes.measure(ours.opened(self._folder), _fresh(self.sources), self.needs)}

    def workers(self) -> dict[str, Any]:
        """Processes that share the index."""
        return {"workers": sharing.measure(self._folder, self.data)}

    def race(self) -> dict[str, Any]:
        """Beside everybody else, and beside the exact answer."""
        index = ours.opened(self._folder)
        offers = ours.offers(index.stats, self._cards(), texts=self.count <= TEXTS_KEPT)
        asked = _evenly(self.needs, max(1, MOST_WORK // self.count))
        race = Race(index, offers, asked, self.rounds)
        return {**race.ours(), **race.theirs(self.say)}

    @property
    def _folder(self) -> Path:
        return corpus.home() / f"index-{self.count}"

    def _cards(self) -> Iterator[Card]:
        return corpus.cached(self.sources, self.count)


PARTS: dict[str, Callable[[Size], dict[str, Any]]] = {
    "build": Size.build,
    "alone": Size.alone,
    "changes": Size.changes,
    "workers": Size.workers,
    "race": Size.race,
}


def _evenly(needs: Sequence[Card], most: int) -> list[Card]:
    """At most so many, taken evenly from all of them."""
    return list(needs[:: max(1, -(-len(needs) // most))])


def _fresh(sources: Sources) -> list[Card]:
    """Cards of the same kind that the market does not hold."""
    made = corpus.cards(sources, changes.ONE_BY_ONE + changes.MANY, seed=corpus.SEED + 1)
    return [replace(card, id=f"b{card.id[1:]}") for card in made]
