"""The engine's figures on judged pairs, beside the baselines, with intervals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import files, metrics
from .baselines import BASELINES, similarities
from .pairs import our_scores

DRAWS = 2_000  # bootstrap resamples of needs; the seed is fixed, so the same data give the same interval

Scores = Mapping[tuple[str, str], float]
Levels = Mapping[str, Mapping[str, int]]
Measure = Callable[[Sequence[int], Sequence[float]], float | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """One model: means over needs, and what our NDCG is above it (mean and 95 % interval over needs)."""

    model: str
    ndcg: float
    spearman: float
    auc: float
    ahead: tuple[float, float, float] | None = None


def evaluate(folder: Path) -> Iterator[Figures]:
    """Ours first, then each baseline, on needs.jsonl, achievements.jsonl and judgements.csv of a folder."""
    needs = files.read_cards(folder / "needs.jsonl")
    achievements = files.read_cards(folder / "achievements.jsonl")
    levels = files.read_judgements(
        folder / "judgements.csv", {card.id for card in needs}, {card.id for card in achievements}
    )
    judged = [card for card in needs if card.id in levels]
    pairs = [(need, achievement) for need in levels for achievement in levels[need]]
    own = our_scores(needs, achievements, pairs)
    yield _figures("duijie", levels, own)
    row = {card.id: n for n, card in enumerate(judged)}
    column = {card.id: n for n, card in enumerate(achievements)}
    for name in BASELINES:
        table = similarities(name, judged, achievements)
        yield _figures(name, levels, {(n, a): float(table[row[n], column[a]]) for n, a in pairs}, own)


def _figures(model: str, levels: Levels, scores: Scores, ours: Scores | None = None) -> Figures:
    ndcg = _by_need(metrics.ndcg, levels, scores)
    ahead = None
    if ours is not None:
        own = _by_need(metrics.ndcg, levels, ours)
        ahead = interval([own[need] - ndcg[need] for need in sorted(ndcg)])
    spearman = _mean(_by_need(metrics.spearman, levels, scores))
    auc = _mean(_by_need(metrics.auc, levels, scores))
    return Figures(model, _mean(ndcg), spearman, auc, ahead)


def _by_need(measure: Measure, levels: Levels, scores: Scores) -> dict[str, float]:
    """The measure for each need with anything related among its judged pairs; pairs in id order."""
    found: dict[str, float] = {}
    for need, judged in levels.items():
        if max(judged.values()) == 1:
            continue
        ids = sorted(judged)
        value = measure([judged[id] for id in ids], [scores[need, id] for id in ids])
        if value is not None:
            found[need] = value
    return found


def _mean(values: Mapping[str, float]) -> float:
    return float(np.mean(list(values.values()))) if values else float("nan")


def interval(differences: Sequence[float]) -> tuple[float, float, float]:
    """(mean, lower, upper) of the 95 % percentile bootstrap over needs (Efron 1979)."""
    values = np.asarray(differences, np.float64)
    draws = np.random.default_rng(0).integers(0, len(values), (DRAWS, len(values)))
    lower, upper = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(values.mean()), float(lower), float(upper)
