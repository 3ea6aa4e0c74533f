"""How good a ranking and its probabilities are against judged levels (1 = unrelated … 4 = strongly related)."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

RELATED = 3  # level from which a pair counts as a match
BINS = 10  # of a reliability diagram


def ndcg(levels: Sequence[int], scores: Sequence[float], k: int = 10) -> float | None:
    """Normalised discounted cumulative gain of the first k, gain 2^(level-1) - 1; None when nothing is related.

    Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, with the exponential gain of Burges et al., ICML 2005.
    Equal scores keep the order given.
    """
    gains = [2.0 ** (level - 1) - 1.0 for level in levels]
    best = _discounted(sorted(gains, reverse=True)[:k])
    if best <= 0:
        return None
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    return _discounted([gains[i] for i in order[:k]]) / best


def spearman(levels: Sequence[int], scores: Sequence[float]) -> float | None:
    """Correlation of the ranks, ties at their mean rank (Spearman 1904); None when either side is all equal."""
    a, b = ranks(levels), ranks(scores)
    mean = (len(a) - 1) / 2
    above = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    below = math.sqrt(sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b))
    return above / below if below > 0 else None


def auc(levels: Sequence[int], scores: Sequence[float], related: int = RELATED) -> float | None:
    """Share of (related, unrelated) pairs in the right order, ties half (Mann and Whitney 1947); None without both."""
    n = sum(level >= related for level in levels)
    if n in (0, len(levels)):
        return None
    rank_sum = sum(rank for rank, level in zip(ranks(scores), levels, strict=True) if level >= related)
    return (rank_sum - n * (n - 1) / 2) / (n * (len(levels) - n))


def recall(found: Collection[str], related: Collection[str]) -> float | None:
    """Share of the related that were found; None when nothing is related."""
    return len(set(found) & set(related)) / len(set(related)) if related else None


def reciprocal_rank(scores: Sequence[float], right: int) -> float:
    """1 / rank of the right one by falling score, ties at their mean rank (Voorhees, TREC-8, 1999, for the first)."""
    above = sum(score > scores[right] for score in scores)
    tied = sum(score == scores[right] for score in scores) - 1
    return 1.0 / (1.0 + above + tied / 2)


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs with a probability from `low` up to `high`: the mean of what was said, the share that was related."""

    low: float
    high: float
    said: float
    related: float
    pairs: int


def reliability(probabilities: Sequence[float], related: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The filled ones of equally wide bins (Murphy and Winkler, Applied Statistics 26, 1977)."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, hit in zip(probabilities, related, strict=True):
        held.setdefault(min(int(p * bins), bins - 1), []).append((p, hit))
    return [
        Bin(n / bins, (n + 1) / bins, _mean([p for p, _ in each]), _mean([hit for _, hit in each]), len(each))
        for n, each in sorted(held.items())
    ]


def calibration_error(probabilities: Sequence[float], related: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: |said - related| of each bin, weighted by its pairs (Naeini et al., AAAI 2015)."""
    filled = reliability(probabilities, related, bins)
    return sum(each.pairs * abs(each.said - each.related) for each in filled) / len(probabilities)


def brier(probabilities: Sequence[float], related: Sequence[bool]) -> float:
    """Mean squared distance of probability and outcome (Brier, Monthly Weather Review 78, 1950)."""
    return _mean([(p - hit) ** 2 for p, hit in zip(probabilities, related, strict=True)])


def brier_skill(probabilities: Sequence[float], related: Sequence[bool]) -> float | None:
    """1 - Brier / Brier of always saying the share of the related; None when all outcomes are alike."""
    base = _mean(related)
    return 1.0 - brier(probabilities, related) / (base * (1.0 - base)) if 0 < base < 1 else None


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 0, equal values at the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            found[order[place]] = (start + end) / 2
        start = end + 1
    return found


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
