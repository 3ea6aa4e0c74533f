"""Whether learned weights are better than the fixed ones on needs they have not seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..intervals import Interval, interval
from ..metrics import ndcg
from ..parts import WEIGHTS
from ..ranker import score_cards
from .learned import Example, Weights, learn

FOLDS = 5
LEAST_NEEDS = 100  # graded needs, near-copies counted once, below which learned rankers do harm (ADR 0012)

Learner = Callable[[Sequence[Example]], Weights]


@dataclass(frozen=True, slots=True)
class Report:
    """Fixed and learned weights on the same unseen needs; `gain` is of NDCG@10, `needs` counts near-copies once."""

    needs: int
    pairs: int
    fixed: float
    learned: float
    gain: Interval


def folds(groups: Sequence[Sequence[str]], count: int = FOLDS, seed: int = 0) -> list[tuple[str, ...]]:
    """The ids in `count` parts of nearly one size, near-copies never apart: the largest groups first, each into the
    smallest part so far, in an order the seed decides. Parts that stay empty are left out.
    """
    order = np.random.default_rng(seed).permutation(len(groups)).tolist()
    parts: list[list[str]] = [[] for _ in range(count)]
    for n in sorted(order, key=lambda n: -len(groups[n])):
        min(parts, key=len).extend(groups[n])
    return [tuple(sorted(part)) for part in parts if part]


def cross_validate(
    examples: Mapping[str, Sequence[Example]], groups: Sequence[Sequence[str]], learner: Learner = learn
) -> Report:
    """Weights learned on all folds but one, tried on that one, by the id of the wanted card.

    `groups` are the near-copies among the ids (see twins.twin_groups). A need with nothing related says nothing of an
    order and is left out of the means; it is learned from all the same.
    """
    fixed: dict[str, float] = {}
    learned: dict[str, float] = {}
    for held_out in folds(groups):
        rest = [each for id in sorted(examples) if id not in held_out for each in examples[id]]
        weights = learner(rest).of
        for id in held_out:
            before, after = _gain(examples.get(id, ()), WEIGHTS), _gain(examples.get(id, ()), weights)
            if before is not None and after is not None:
                fixed[id], learned[id] = before, after
    gain = interval({id: learned[id] - fixed[id] for id in fixed}, groups)
    distinct = sum(any(id in fixed for id in group) for group in groups)
    pairs = sum(map(len, examples.values()))
    return Report(distinct, pairs, interval(fixed, groups).mean, interval(learned, groups).mean, gain)


def admitted(report: Report) -> bool:
    """Whether the learned weights may replace the fixed ones: enough needs, and a gain chance does not explain."""
    return report.needs >= LEAST_NEEDS and report.gain.above_zero


def _gain(examples: Sequence[Example], weights: Mapping[str, float]) -> float | None:
    """NDCG@10 of one need's pairs, in the order of the offered ids where scores are equal."""
    ordered = sorted(examples, key=lambda each: each.offered.id)
    scores = [
        score_cards(each.wanted, each.offered, each.cosine, id=each.offered.id, weights=weights).score
        for each in ordered
    ]
    return ndcg([each.level for each in ordered], scores)
