"""Near misses: pairs that are no match today and would be one after one change, or two at most."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from .gates import SAME_OWNER
from .parts import WEIGHTS
from .ranker import FAIR, ramp, score_cards, text_score
from .steps import CODES, Change, Step, shut, steps
from .types import Card, Part, Scored, SharedTerm, Side

GOOD = (
    FAIR  # the score to reach where a list is not full: from this text score nine in ten pairs were related
)
MOST = 2  # changes
ROUNDING = 1e-6  # of a score, see PLACES


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A card that would enter a list: its score today whatever the gates say, and what has to change for it to have
    another."""

    id: str
    score: float
    rank: int  # place in today's list with the score it would have; 1 is the best
    would_be: float
    changes: tuple[Change, ...]
    terms: tuple[SharedTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What a pair has to reach: the scores of the list as it stands, best first, and how many it takes."""

    listed: Sequence[float]
    k: int

    @property
    def full(self) -> bool:
        return len(self.listed) >= self.k

    @property
    def bar(self) -> float:
        """The score of the last in a full list; GOOD while there is room."""
        return self.listed[self.k - 1] if self.full else GOOD

    def rank(self, score: float) -> int:
        """The place of a score, before its equals."""
        return 1 + sum(each > score for each in self.listed)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores a pair whose texts stay as they are: by their cosine, the weights in force and what an encoder says."""

    cosine: float
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    semantic: Part | None = None

    def __call__(self, wanted: Card, offered: Card) -> Scored:
        return score_cards(wanted, offered, self.cosine, id="", weights=self.weights, semantic=self.semantic)


def near_miss(
    wanted: Card,
    offered: Card,
    goal: Goal,
    score: Scorer,
    *,
    own: Side,
    day: int | None = None,
    least: float = 0.0,
) -> NearMiss | None:
    """What would have to change for the pair to reach the goal; None where nothing has to, or nothing helps.

    1. Two listings of one owner never match. A pair that fails no gate and reaches the goal, or whose list has room,
       needs no change.
    2. The ways to change it (`steps`) are tried in their order, those of the `own` side first: each alone, then two
       different ones together. The first that fails no gate and reaches the goal is the answer.
    3. A single change is the smallest that does it. Of two, the first in the order of CODES is made whole, the other is
       the smallest that does it.

    Pairs that cannot reach `least` at all may be passed over. The id is the offered card's for a wanted side, and the
    other way round.
    """
    failed, now = shut(wanted, offered, day), score(wanted, offered)
    if SAME_OWNER in failed or (not failed and (not goal.full or now.score >= goal.bar)):
        return None
    ways = steps(wanted, offered, own, day)
    if ceiling(now, {step.code for step in ways}, score.weights) < max(goal.bar, least):
        return None

    def reached(pair: tuple[Card, Card]) -> bool:
        return not shut(*pair, day) and score(*pair).score >= goal.bar

    for *whole, last in _ways(ways):
        codes = {step.code for step in (*whole, last)}
        if ceiling(now, codes, score.weights) < goal.bar:
            continue
        pair = wanted, offered
        for step in whole:
            pair = step.take(*pair)
        tries = range(len(last.values))
        rung = bisect_left(tries, True, key=lambda n: reached(last.take(*pair, n)))
        if rung < len(tries):
            would_be = score(*last.take(*pair, rung)).score
            changes = (*(step.change() for step in whole), last.change(rung))
            id = offered.id if own == "wanted" else wanted.id
            return NearMiss(id, now.score, goal.rank(would_be), would_be, changes)
    return None


def highest_changed(cosine: float, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The highest score any pair of this cosine reaches by words, whatever changes: every part but the text at 1."""
    text, share = text_score(cosine), ramp(text_score(cosine))
    rest = share * (sum(weights.values()) - weights["text"])
    return (weights["text"] * text + rest) / (weights["text"] + rest) + ROUNDING


def ceiling(now: Scored, codes: Collection[str], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Changes of these codes lift a pair no higher: their parts at 1, with full weight where they are not judged yet.

    A weighted mean never falls when a part of it rises, nor when a part of 1 joins it.
    """
    judged = {part.code: part for part in now.parts}
    whole = sum(part.weight * (1.0 if part.code in codes else part.value) for part in now.parts)
    joining = sum(weights[code] for code in weights if code in codes and code not in judged)
    new = joining * judged["text"].weight / weights["text"]
    return (whole + new) / (1.0 + new) + ROUNDING


def _ways(found: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    for size in range(1, MOST + 1):
        for chosen in combinations(found, size):
            if len({step.code for step in chosen}) == size:
                yield tuple(sorted(chosen, key=lambda step: CODES.index(step.code)))
