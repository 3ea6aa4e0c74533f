"""An adaptive attacker. They cut words from others' public cards; those of the secret that stand there are always among
them, however few they take.

Beside the need under attack they put one of a friend with the very same card and no secret: whatever a probe scores
with the one otherwise than with the other, the secret did it. A cosine is a sum over words divided by two lengths, so
the ratio of the two is a sum over the probe's words, exact to the last digit: what a group of words brings is what its
halves bring. And the same words written backwards have the same characters but none of their pairs: what remains is
the words themselves.

What counts as recovered: a word that the target's explanation names though its card does not hold it, one whose ratio
alone exceeds that of its reverse, and the words of a probe that was invited.
"""

from dataclasses import dataclass, field

from tests.two_worlds.attack.probe import Probe, Prober, published
from tests.two_worlds.cast import NEED_CARD
from tests.two_worlds.life import Life

FRIEND = "firm"
WORDS = 16  # in a probe of the first round
PAIRS = 8  # of probes on show at once, a group and its reverse: more would push each other out of the target's list
# Excess of a ratio: what rounding leaves is a thousand times less, and a word is five times more.
CLEARLY = 5e-4

Group = tuple[str, ...]


@dataclass
class Attacker:
    """Attacks `target` through `life`, with words in an order that says nothing."""

    life: Life
    target: str
    words: list[str]
    recovered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._prober = Prober(self.life, self.target)
        self._sister = published(self.life, FRIEND, "needs", NEED_CARD | {"disclosure": "public"})
        self.life.jobs(FRIEND)

    @property
    def probes(self) -> int:
        return self._prober.posted

    def attack(self, most: int) -> None:
        """With `most` probes: all words in groups; what is warm in halves, the warmest first; the rest one by one."""
        cold = [tuple(self.words[n : n + WORDS]) for n in range(0, len(self.words), WORDS)]
        warm: list[tuple[float, Group]] = []
        while cold and (share := self._affordable(most)):
            warm += self._measured(cold[:share])
            del cold[:share]
        while (share := self._affordable(most)) and (warm := self._unsolved(warm)):
            warm = warm[share:] + self._halved(warm[:share])
        self._unsolved(warm)  # what the last halves left over
        left = [(word,) for word in self.words if word not in self.recovered]
        while left and (share := self._affordable(most)):
            self._unsolved(self._measured(left[:share]))
            del left[:share]

    def _affordable(self, most: int) -> int:
        """Pairs that may be posted next."""
        return min(PAIRS, (most - self.probes) // 2)

    def _halved(self, groups: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
        """Both halves of each: the first is measured, the second has what is left."""
        first = self._measured([group[: len(group) // 2] for _excess, group in groups])
        return first + [
            (excess - found, group[len(half) :])
            for (excess, group), (found, half) in zip(groups, first, strict=True)
        ]

    def _unsolved(self, groups: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
        """Groups with something in them, the warmest first; single words among them are found."""
        warm = [(excess, group) for excess, group in groups if excess > CLEARLY]
        self.recovered |= {group[0] for _excess, group in warm if len(group) == 1}
        return sorted((each for each in warm if len(each[1]) > 1), key=lambda each: -each[0])

    def _measured(self, groups: list[Group]) -> list[tuple[float, Group]]:
        """Each group with what its words bring the target beyond its card, and beyond their characters."""
        both_ways = [way for group in groups for way in (group, tuple(word[::-1] for word in group))]
        probes = self._prober.post(both_ways)
        for probe in probes[::2]:
            self.recovered |= set(probe.words) if probe.invited else probe.named
        return [
            (self._excess(straight, reverse), straight.words)
            for straight, reverse in zip(probes[::2], probes[1::2], strict=True)
        ]

    def _excess(self, straight: Probe, reverse: Probe) -> float:
        """Of the ratio of a probe's cosines with target and sister over that of its reverse; 0 where a list of the two
        has no room for one of them."""
        both = (self.target, self._sister)
        target, sister, *backwards = (
            probe.cosines.get(need, 0.0) for probe in (straight, reverse) for need in both
        )
        if not all((target, sister, *backwards)):
            return 0.0
        return target / sister - backwards[0] / backwards[1]
