"""How well judged pairs are ordered, and how many related achievements a search finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .. import metrics
from ..baselines import BASELINES, similarities
from ..encoders.of_cards import semantics_of
from ..encoders.semantics import Semantics
from ..index.market import Market
from ..intervals import Interval, interval
from ..pairs import our_scores
from .judged import Judged, Levels, Pair

OURS, WITH_ENCODER = "duijie", "duijie+encoder"
FIRST = 50  # of the whole market, for recall

Measure = Callable[[Sequence[int], Sequence[float]], float | None]
ByNeed = dict[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """One model: means over needs with anything related; `ahead` is what our NDCG@10 is above it, need by need."""

    model: str
    ndcg: Interval
    spearman: Interval
    auc: Interval
    recall: (
        Interval  # share of the related pairs that a search of the whole market returns among its first 50
    )
    ahead: Interval | None = None


def ranking(judged: Judged, encoder: Path | None = None) -> list[Figures]:
    """Ours first, then ours with the encoder in a folder where one is named, then each baseline on the same cards."""
    needs = [judged.needs[id] for id in sorted(judged.levels)]
    achievements = list(judged.achievements.values())
    ours = our_scores(needs, achievements, judged.pairs)
    found = [_figures(OURS, judged, ours, _searched(judged))]
    if encoder is not None:
        read = semantics_of(encoder, needs, achievements)
        scores = our_scores(needs, achievements, judged.pairs, read)
        found.append(_figures(WITH_ENCODER, judged, scores, _searched(judged, read), ours))
    row = {card.id: n for n, card in enumerate(needs)}
    column = {card.id: n for n, card in enumerate(achievements)}
    order = np.argsort(np.argsort([card.id for card in achievements]))
    for name in BASELINES:
        table = similarities(name, needs, achievements)
        scores = {(need, id): float(table[row[need], column[id]]) for need, id in judged.pairs}
        first = {
            need: [achievements[n].id for n in np.lexsort((order, -table[row[need]]))[:FIRST]] for need in row
        }
        found.append(_figures(name, judged, scores, first, ours))
    return found


def by_need(measure: Measure, levels: Levels, scores: Mapping[Pair, float]) -> ByNeed:
    """The measure for each need with anything related among its judged pairs; pairs in id order."""
    found: ByNeed = {}
    for need, of_need in levels.items():
        ids = sorted(of_need)
        if max(of_need.values()) > 1:
            value = measure([of_need[id] for id in ids], [scores[need, id] for id in ids])
            if value is not None:
                found[need] = value
    return found


def _searched(judged: Judged, semantics: Semantics | None = None) -> dict[str, list[str]]:
    """What a search of the whole market returns for each judged need: the product's own answer."""
    market = Market(judged.stats, "offered", semantics=semantics)
    market.upsert_many((card, 1) for card in judged.achievements.values())
    return {
        need: [id for scored in market.rank(judged.needs[need], FIRST) for id in (scored.id, *scored.copies)]
        for need in judged.levels
    }


def _figures(
    model: str,
    judged: Judged,
    scores: Mapping[Pair, float],
    first: Mapping[str, Iterable[str]],
    ours: Mapping[Pair, float] | None = None,
) -> Figures:
    def mean(values: ByNeed) -> Interval:
        return interval(values, judged.groups)

    ndcg = by_need(metrics.ndcg, judged.levels, scores)
    ahead = None
    if ours is not None:
        own = by_need(metrics.ndcg, judged.levels, ours)
        ahead = mean({need: own[need] - value for need, value in ndcg.items()})
    recall: ByNeed = {}
    for need, of_need in judged.levels.items():
        related = [id for id, level in of_need.items() if level >= metrics.RELATED]
        value = metrics.recall(list(first[need]), related)
        if value is not None:
            recall[need] = value
    spearman = mean(by_need(metrics.spearman, judged.levels, scores))
    auc = mean(by_need(metrics.auc, judged.levels, scores))
    return Figures(model, mean(ndcg), spearman, auc, mean(recall), ahead)
