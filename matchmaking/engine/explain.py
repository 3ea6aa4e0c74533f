"""Why a pair matched: the words both texts share, as a person reads them."""

from .passages import heading, offered_text, wanted_content
from .stats import Stats
from .tokenise import normalise, tokenise
from .types import Card, SharedTerm
from .vectors import Row, shared
from .words import BREAK, cut, is_meaningful

TERMS = 6  # most shared terms named
LONGEST = 12  # characters of one shared term
LEAST = 0.03  # share from which a term is worth naming


class Explainer:
    """Shared terms of pairs; the words of each wanted text are cut once."""

    def __init__(self, stats: Stats) -> None:
        self._stats = stats
        self._words: dict[str, list[str]] = {}

    def terms(self, wanted: Card, offered: Card, left: Row, right: Row) -> tuple[SharedTerm, ...]:
        """Stretches of whole words of the wanted text that the offered text holds too, weightiest first.

        1. What each term (character, pair, word) adds to the dot product is known exactly.
        2. A stretch has the shares of the terms in it, so a longer one comes before the words within it.
        3. A term's share goes to the first stretch that holds it: the shares add up to at most 1.
        """
        numbers, products = shared(left, right)
        total = float(products.sum())
        if total <= 0:
            return ()
        share = dict(zip(numbers.tolist(), (products / total).tolist(), strict=True))
        stretches = {s: sorted(self._numbers(s) & share.keys()) for s in self._stretches(wanted, offered)}
        found: list[SharedTerm] = []
        while stretches and len(found) < TERMS:
            gains = {s: sum(share[n] for n in numbers) for s, numbers in stretches.items()}
            best = min(gains, key=lambda s: (-round(gains[s], 6), -len(s), s))
            if gains[best] < LEAST:
                break
            found.append(SharedTerm(best, round(gains[best], 4)))
            share.update(dict.fromkeys(stretches.pop(best), 0.0))
        return tuple(found)

    def _stretches(self, wanted: Card, offered: Card) -> set[str]:
        """The longest runs of words of the wanted text that stand in the offered text, passing ends trimmed."""
        theirs = normalise(offered_text(offered))
        words = self._words_of(wanted)
        found: set[str] = set()
        for start, first in enumerate(words):
            if not is_meaningful(first) or first not in theirs:
                continue
            run, meaningful = first, first
            for word in words[start + 1 :]:
                if word == BREAK or len(run) + len(word) > LONGEST or run + word not in theirs:
                    break
                run += word
                if is_meaningful(word) or len(word) == 1:
                    meaningful = run
            found.add(meaningful)
        return found

    def _words_of(self, wanted: Card) -> list[str]:
        if wanted.id not in self._words:
            self._words[wanted.id] = cut("\n".join((heading(wanted), wanted_content(wanted))))
        return self._words[wanted.id]

    def _numbers(self, text: str) -> set[int]:
        known = self._stats.numbers
        return {known[term] for term in tokenise(text) if term in known}
