"""BM25 by hand."""

import math

import pytest

from matchmaking.engine.bm25 import bm25, bm25_idf, bm25_weight


def test_idf_by_hand() -> None:
    assert bm25_idf(1, 3) == math.log(1 + 2.5 / 1.5)
    assert bm25_idf(3, 3) == math.log(1 + 0.5 / 3.5)


def test_weight_by_hand() -> None:
    assert bm25_weight(1, 4, 4.0) == pytest.approx(2.2 / (1 + 1.2))
    assert bm25_weight(2, 8, 4.0) == pytest.approx(2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 2)))


def test_scores_by_hand() -> None:
    documents = [["锂", "电池"], ["锂", "锂", "盐", "湖"], ["苹果"]]
    found = bm25([["锂", "锂", "钴"], ["苹果"]], documents)
    mean = 7 / 3
    lithium = bm25_idf(2, 3)
    first = [2 * lithium * bm25_weight(1, 2, mean), 2 * lithium * bm25_weight(2, 4, mean), 0.0]
    assert found[0].tolist() == pytest.approx(first)
    assert found[1].tolist() == pytest.approx([0.0, 0.0, bm25_idf(1, 3) * bm25_weight(1, 1, mean)])


def test_empty_documents_have_no_score() -> None:
    assert bm25([["锂"]], [[], []]).tolist() == [[0.0, 0.0]]
