"""Why a pair matched, in words a person reads."""

from .passages import heading, offered_text, wanted_content
from .stats import Stats
from .tokenise import normalise, tokenise
from .types import Card, SharedTerm
from .vectors import Row, shared
from .words import BREAK, cut, is_meaningful

TERMS = 6  # most shared terms named
LONGEST = 12  # characters of one shared term


class Explainer:
    """Shared terms of pairs; the words of each wanted text are cut once."""

    def __init__(self, stats: Stats) -> None:
        self._stats = stats
        self._words: dict[str, list[str]] = {}

    def terms(self, wanted: Card, offered: Card, left: Row, right: Row) -> tuple[SharedTerm, ...]:
        """Stretches of whole words of the wanted text the offered text holds too, weightiest first.

        1. The share of each term (character, pair, word) of the dot product is known exactly.
        2. A stretch has the shares of the terms in it; longer stretches come before the words within them.
        3. A term's share goes to the first stretch that holds it, so the shares add up to at most 1.
        """
        numbers, products = shared(left, right)
        total = float(products.sum())
        if total <= 0:
            return ()
        share = dict(zip(numbers.tolist(), (products / total).tolist(), strict=True))
        stretches = {s: self._numbers(s) & share.keys() for s in self._stretches(wanted, offered)}
        found: list[SharedTerm] = []
        while stretches and len(found) < TERMS:
            best = min(stretches, key=lambda s: (-sum(share[n] for n in stretches[s]), -len(s), s))
            gain = sum(share[n] for n in sorted(stretches.pop(best)))
            if gain <= 0:
                break
            found.append(SharedTerm(best, round(gain, 4)))
            share.update(dict.fromkeys(self._numbers(best) & share.keys(), 0.0))
        return tuple(found)

    def _stretches(self, wanted: Card, offered: Card) -> set[str]:
        """The longest runs of words of the wanted text that stand in the offered text, spaces aside."""
        theirs = normalise(offered_text(offered))
        words = self._words_of(wanted)
        found: set[str] = set()
        for start, first in enumerate(words):
            if first == BREAK or first not in theirs:
                continue
            run = first
            for word in words[start + 1 :]:
                if word == BREAK or len(run) + len(word) > LONGEST or run + word not in theirs:
                    break
                run += word
            if is_meaningful(run):
                found.add(run)
        return found

    def _words_of(self, wanted: Card) -> list[str]:
        if wanted.id not in self._words:
            self._words[wanted.id] = cut("\n".join((heading(wanted), wanted_content(wanted))))
        return self._words[wanted.id]

    def _numbers(self, text: str) -> set[int]:
        known = self._stats.numbers
        return {known[term] for term in tokenise(text) if term in known}
