"""Figures against values computed by hand."""

import math

import pytest
from scipy import stats
from sklearn.metrics import brier_score_loss, ndcg_score, roc_auc_score

from matchmaking.engine.metrics import (
    Bin,
    auc,
    brier,
    brier_skill,
    calibration_error,
    ndcg,
    ranks,
    recall,
    reciprocal_rank,
    reliability,
    spearman,
)

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


def test_recall_by_hand() -> None:
    assert recall(["a", "b", "c"], ["b", "d"]) == 0.5
    assert (recall([], ["a"]), recall(["a"], [])) == (0.0, None)


def test_reciprocal_rank_by_hand() -> None:
    assert [reciprocal_rank([0.5, 0.9, 0.1], right) for right in range(3)] == [1 / 2, 1.0, 1 / 3]
    assert reciprocal_rank([0.0, 0.0, 0.0], 1) == 1 / 2  # mean rank of three that are equal


def test_reliability_by_hand() -> None:
    found = reliability([0.05, 0.15, 0.11, 1.0], [False, True, False, True])
    assert found == [Bin(0.0, 0.1, 0.05, 0.0, 1), Bin(0.1, 0.2, 0.13, 0.5, 2), Bin(0.9, 1.0, 1.0, 1.0, 1)]


def test_calibration_error_by_hand() -> None:
    # two bins: said .2 and .8 on two pairs each, related 0 and 1/2 of them
    error = calibration_error([0.2, 0.2, 0.8, 0.8], [False, False, True, False])
    assert error == pytest.approx(0.5 * 0.2 + 0.5 * 0.3)
    assert calibration_error([0.0, 1.0], [False, True]) == 0


def test_brier_by_hand() -> None:
    said, related = [0.5, 0.0, 1.0, 0.5], [True, False, True, False]
    assert brier(said, related) == brier_score_loss(related, said) == 0.125
    assert brier_skill(said, related) == 0.5
    assert brier_skill([0.5, 0.5], related[:2]) == 0
    assert brier_skill([0.5, 0.5], [True, True]) is None
