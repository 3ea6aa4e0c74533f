"""How good a ranking is against judged levels (1 = unrelated … 4 = strongly related)."""

import math
from collections.abc import Sequence

RELATED = 3  # level from which a pair counts as a match


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
