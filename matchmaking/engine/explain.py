"""Why a pair matched: the words both texts share, as a person reads them."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .codes import code_of
from .passages import heading, offered_text, wanted_content
from .stats import Stats
from .tokenise import normalise, tokenise
from .types import Card, SharedTerm
from .vectors import Row, shared
from .words import BREAK, MIN_LENGTH, cut, cut_normalised, is_meaningful, parts_of

TERMS = 6  # most shared terms named
LONGEST = 12  # characters of one shared term
LEAST = 0.03  # share from which a term is worth naming
MILLION = 1_000_000

Ranked = tuple[int, int, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text in order, the distinct ones, the meaningful parts of compounds, and the places of meaningful
    words."""

    words: tuple[str, ...]
    distinct: tuple[str, ...]
    compounds: tuple[tuple[str, tuple[str, ...]], ...]
    starts: tuple[int, ...]


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
    millionths = np.rint(products / total * MILLION).astype(np.int64)  # whole, so that sums are exact
    share = dict(zip(stats.codes[numbers].tolist(), millionths.tolist(), strict=True))
    found: list[SharedTerm] = []
    ranked = list(_ranked(_stretches(wanted, offered), share))
    heapq.heapify(ranked)
    while ranked and len(found) < TERMS:
        _gain, _length, run, held = heapq.heappop(ranked)
        current = _rank(run, held, share)
        if -current[0] < LEAST * MILLION:
            continue
        if ranked and current > ranked[0]:  # what it had has gone to others meanwhile
            heapq.heappush(ranked, current)
            continue
        found.append(SharedTerm(run, round(-current[0] / MILLION, 4)))
        share.update(dict.fromkeys(held, 0))
    return tuple(found)


def _ranked(runs: Iterable[str], share: dict[int, int]) -> Iterator[Ranked]:
    """Those worth naming, with the codes of the shared terms in each. The others never will be: shares fall."""
    for run in runs:
        held = tuple(filter(share.__contains__, _codes(run)))
        rank = _rank(run, held, share)
        if -rank[0] >= LEAST * MILLION:
            yield rank


def _rank(run: str, held: tuple[int, ...], share: dict[int, int]) -> Ranked:
    """Sorts by share, then length, then code points; a share can only fall, so a stale rank is never too low."""
    return -sum(map(share.__getitem__, held)), -len(run), run, held


def _stretches(wanted: Card, offered: Card) -> set[str]:
    """The longest runs of words of the wanted text that stand in the offered text, passing ends trimmed.

    Of a compound the offered text does not hold, those of its parts that are words there ("石墨电极" meets "石墨",
    but "一氧化碳" does not meet "二氧化碳").
    """
    theirs, mine = (
        _normalised(offered_text(offered)),
        _reading("\n".join((heading(wanted), wanted_content(wanted)))),
    )
    held = {word for word in mine.distinct if word in theirs}
    found = {part for word, parts in mine.compounds if word not in held for part in parts if part in theirs}
    if found:  # only then it matters where their words begin and end
        found.intersection_update(cut_normalised(theirs))
    for start in mine.starts:
        run = meaningful = mine.words[start]
        if run not in held:
            continue
        for word in mine.words[start + 1 : start + LONGEST]:  # no word is empty
            if (
                word == BREAK
                or word not in held
                or len(run) + len(word) > LONGEST
                or run + word not in theirs
            ):
                break
            run += word
            if is_meaningful(word) or len(word) == 1:
                meaningful = run
        found.add(meaningful)
    return found


@lru_cache(maxsize=1 << 13)  # a card is explained many times
def _normalised(text: str) -> str:
    return normalise(text)


@lru_cache(maxsize=1 << 13)  # a card is explained many times
def _reading(text: str) -> Reading:
    words = cut(text)
    starts = tuple(n for n, word in enumerate(words) if is_meaningful(word))
    distinct = tuple(dict.fromkeys(words))
    parts = (
        (word, tuple(filter(is_meaningful, parts_of(word)))) for word in distinct if len(word) > MIN_LENGTH
    )
    return Reading(words, distinct, tuple(each for each in parts if each[1]), starts)


@lru_cache(maxsize=1 << 16)
def _codes(run: str) -> tuple[int, ...]:
    return tuple(code_of(term) for term in sorted(set(tokenise(run))))
