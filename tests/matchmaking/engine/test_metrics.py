"""Figures against values computed by hand."""

import math

import pytest
from scipy import stats
from sklearn.metrics import ndcg_score, roc_auc_score

from matchmaking.engine.metrics import auc, ndcg, ranks, spearman

LEVELS = [1, 3, 2, 4, 1]
SCORES = [0.9, 0.5, 0.1, 0.4, 0.4]


def test_ndcg_by_hand() -> None:
    # order by score: 1, 3, 4 (before the tied 1, which stands later), 1, 2: gains 0, 3, 7, 0, 1; best 7, 3, 1
    gained = 3 / math.log2(3) + 7 / 2 + 1 / math.log2(6)
    best = 7 + 3 / math.log2(3) + 1 / 2
    assert ndcg(LEVELS, SCORES) == pytest.approx(gained / best)
    assert ndcg(LEVELS, SCORES, k=2) == pytest.approx((3 / math.log2(3)) / (7 + 3 / math.log2(3)))


def test_ndcg_of_a_perfect_order_and_of_nothing_related() -> None:
    assert (ndcg([4, 1], [1.0, 0.0]), ndcg([1, 1], [1.0, 0.0])) == (1.0, None)


def test_ranks_with_ties() -> None:
    assert ranks([5, 1, 5, 0]) == [2.5, 1.0, 2.5, 0.0]


def test_spearman_by_hand() -> None:
    assert spearman([1, 2, 3], [0.1, 0.2, 0.3]) == 1.0
    assert spearman([1, 2, 3], [0.3, 0.1, 0.2]) == -0.5
    assert spearman([2, 2], [0.1, 0.2]) is None


def test_auc_by_hand() -> None:
    # related 0.5 and 0.4 against 0.9, 0.1, 0.4: right 2 + 1, tied 1, of 6
    assert auc(LEVELS, SCORES) == pytest.approx(3.5 / 6)
    assert auc([1, 2], [0.1, 0.2]) is None


def test_against_libraries() -> None:
    scores = [0.9, 0.5, 0.1, 0.45, 0.4]
    gains = [2.0 ** (level - 1) - 1 for level in LEVELS]
    assert ndcg(LEVELS, scores) == pytest.approx(ndcg_score([gains], [scores], k=10))
    assert spearman(LEVELS, SCORES) == pytest.approx(stats.spearmanr(LEVELS, SCORES).statistic)
    assert auc(LEVELS, SCORES) == pytest.approx(roc_auc_score([level >= 3 for level in LEVELS], SCORES))
