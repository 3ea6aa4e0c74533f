"""Why a pair matched: the words both texts share, as a person reads them."""

import heapq
from functools import lru_cache

from .passages import heading, offered_text, wanted_content
from .stats import Stats
from .tokenise import normalise, tokenise
from .types import Card, SharedTerm
from .vectors import Row, shared
from .words import BREAK, cut, is_meaningful, parts_of

TERMS = 6  # most shared terms named
LONGEST = 12  # characters of one shared term
LEAST = 0.03  # share from which a term is worth naming

Ranked = tuple[float, int, str, tuple[int, ...]]


def shared_terms(stats: Stats, wanted: Card, offered: Card, left: Row, right: Row) -> tuple[SharedTerm, ...]:
    """Stretches of whole words of the wanted text that the offered text holds too, weightiest first.

    `left` and `right` are the rows of the cards.
    1. What each term (character, pair, word) adds to the dot product is known exactly.
    2. A stretch has the shares of the terms in it, so a longer one comes before the words within it.
    3. A term's share goes to the first stretch that holds it: the shares add up to at most 1.
    """
    numbers, products, _core = shared(left, right)
    total = float(products.sum())
    if total <= 0:
        return ()
    share = dict(zip(numbers.tolist(), (products / total).tolist(), strict=True))
    found: list[SharedTerm] = []
    stretches = _stretches(wanted, offered)
    known = stats.numbers_of(term for run in stretches for term in _terms(run))
    ranked = [_rank(run, held, share) for run in stretches if (held := _held(known, run, share))]
    heapq.heapify(ranked)
    while ranked and len(found) < TERMS:
        _gain, _length, run, held = heapq.heappop(ranked)
        current = _rank(run, held, share)
        if ranked and current > ranked[0]:  # what it had has gone to others meanwhile
            heapq.heappush(ranked, current)
            continue
        if -current[0] < LEAST:
            break
        found.append(SharedTerm(run, round(-current[0], 4)))
        share.update(dict.fromkeys(held, 0.0))
    return tuple(found)


def _rank(run: str, held: tuple[int, ...], share: dict[int, float]) -> Ranked:
    """Sorts by share, then length, then code points; a share can only fall, so a stale rank is never too low."""
    return -round(sum(share[n] for n in held), 6), -len(run), run, held


def _held(known: dict[str, int], run: str, share: dict[int, float]) -> tuple[int, ...]:
    """The shared term numbers within a stretch."""
    return tuple(n for term in _terms(run) if (n := known[term]) in share)


def _stretches(wanted: Card, offered: Card) -> set[str]:
    """The longest runs of words of the wanted text that stand in the offered text, passing ends trimmed.

    Of a compound the offered text does not hold, those of its parts that are words there ("石墨电极" meets "石墨",
    but "一氧化碳" does not meet "二氧化碳").
    """
    theirs = normalise(offered_text(offered))
    their_words = set(cut(offered_text(offered)))
    words = cut("\n".join((heading(wanted), wanted_content(wanted))))
    held = {word: word in theirs for word in words}
    found: set[str] = set()
    for word, is_held in held.items():
        if not is_held:
            found |= their_words & _meaningful_parts(word)
    for start, first in enumerate(words):
        if not held[first] or not is_meaningful(first):
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


@lru_cache(maxsize=1 << 14)
def _meaningful_parts(word: str) -> frozenset[str]:
    return frozenset(part for part in parts_of(word) if is_meaningful(part))


@lru_cache(maxsize=1 << 16)
def _terms(run: str) -> tuple[str, ...]:
    return tuple(sorted(set(tokenise(run))))
