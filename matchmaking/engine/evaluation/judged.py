"""A judged market, read once and brought to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .. import files
from ..learning.learned import Example
from ..learning.twins import twin_groups
from ..metrics import RELATED
from ..stats import Stats
from ..types import Card
from ..vectors import Row, similarity

Levels = Mapping[str, Mapping[str, int]]  # need id → achievement id → level, 1 to 4
Pair = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """Needs and achievements with the levels professionals gave to some of their pairs."""

    needs: Mapping[str, Card]
    achievements: Mapping[str, Card]
    levels: Levels

    @classmethod
    def of(cls, needs: Sequence[Card], achievements: Sequence[Card], levels: Levels) -> "Judged":
        """The cards by id; `levels` name only ids among them."""
        return cls({card.id: card for card in needs}, {card.id: card for card in achievements}, levels)

    @classmethod
    def read(cls, folder: Path) -> "Judged":
        """needs.jsonl, achievements.jsonl and judgements.csv of a folder; InputError says what to mend."""
        needs = files.read_cards(folder / "needs.jsonl")
        achievements = files.read_cards(folder / "achievements.jsonl")
        ids = {card.id for card in needs}, {card.id for card in achievements}
        return cls.of(needs, achievements, files.read_judgements(folder / "judgements.csv", *ids))

    @cached_property
    def pairs(self) -> list[Pair]:
        """The judged pairs, in id order."""
        return [
            (need, achievement) for need in sorted(self.levels) for achievement in sorted(self.levels[need])
        ]

    @cached_property
    def stats(self) -> Stats:
        """Statistics of the achievements."""
        return Stats.fit(self.achievements.values())

    @cached_property
    def wanted(self) -> dict[str, Row]:
        """The rows of the judged needs."""
        ids = sorted(self.levels)
        rows = self.stats.wanted_rows([self.needs[id] for id in ids])
        return {id: rows[n] for n, id in enumerate(ids)}

    @cached_property
    def offered(self) -> dict[str, Row]:
        """The rows of the judged achievements."""
        ids = sorted({achievement for _, achievement in self.pairs})
        rows = self.stats.offered_rows([self.achievements[id] for id in ids])
        return {id: rows[n] for n, id in enumerate(ids)}

    @cached_property
    def cosines(self) -> dict[Pair, float]:
        """The text cosine of each judged pair."""
        return {pair: similarity(self.wanted[pair[0]], self.offered[pair[1]]) for pair in self.pairs}

    @cached_property
    def related(self) -> list[bool]:
        """For each of `pairs` whether professionals called it related."""
        return [self.levels[need][achievement] >= RELATED for need, achievement in self.pairs]

    @cached_property
    def examples(self) -> dict[str, list[Example]]:
        """The judged pairs by need, as weights are learned from them."""
        found: dict[str, list[Example]] = {need: [] for need in sorted(self.levels)}
        for need, id in self.pairs:
            cards = self.needs[need], self.achievements[id]
            found[need].append(Example(*cards, self.cosines[need, id], self.levels[need][id]))
        return found

    @cached_property
    def groups(self) -> list[tuple[str, ...]]:
        """The judged needs, near-copies together: what folds and resamples are drawn from."""
        return twin_groups(self.wanted)
