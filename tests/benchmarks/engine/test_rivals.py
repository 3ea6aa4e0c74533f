"""Whoever scores by the cosine of our vectors finds what we find; the exact answer is the judge of all."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from benchmarks.engine import corpus, limit, ours, rivals, sources
from benchmarks.engine.exact import Exact
from benchmarks.engine.material import Asked, Offers, best

K = 10
RIVALS = ["scikit-learn", "scipy", "sparse_dot_topn", "bm25s numpy", "bm25s numba", "tantivy"]


class Case:
    """A market of 1,200 offers on disk, the needs, and both as matrices."""

    def __init__(self, data: Path, folder: Path) -> None:
        cards = list(corpus.cards(sources.load(data), 1_200))
        self.needs = sources.needs(data)
        ours.write(cards, folder)
        self.index = ours.opened(folder, verify=True)
        self.offers = ours.offers(self.index.stats, cards, texts=True)
        self.asked = ours.asked(self.index.stats, self.needs)
        self.exact = Exact.of(self.offers, self.asked, K)


@pytest.fixture(scope="module")
def case(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(data, tmp_path_factory.mktemp("index"))


def test_ours_finds_exactly_the_best_with_their_scores(case: Case) -> None:
    queries = case.index.prepare(case.needs)
    places, scores = case.index.search(queries, K)
    assert case.exact.recall(places, "capped") == 1.0
    whole = (case.offers.rows @ case.asked.rows.T).toarray()
    for query in range(len(case.needs)):
        kept = places[query] >= 0
        assert np.all(scores[query][kept] <= whole[places[query][kept], query] + 1e-6)
        assert np.all(np.diff(scores[query][kept]) <= 0)


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_answers_with_the_best_of_its_scores(case: Case, name: str) -> None:
    present, absent = rivals.rivals(ours.place_of(case.index.stats))
    rival = next((each for each in present if each.name == name), None)
    if rival is None:
        pytest.skip("; ".join(absent))
    rival.build(case.offers)
    places, scores = rival.search(rival.prepare(case.asked), K)
    assert places.shape == scores.shape == (len(case.needs), K)
    assert np.all(np.diff(scores, axis=1) <= 0)
    if rival.scores == "cosine":
        assert case.exact.recall(places, "cosine") == 1.0
        true = (case.offers.rows @ case.asked.rows.T).toarray().T
        if name == "scikit-learn":  # its cosines are those of unit queries; ours are 1 + 1.5 long, or less
            true /= np.sqrt(case.asked.rows.multiply(case.asked.rows).sum(axis=1))
        assert np.allclose(scores, np.take_along_axis(true, places, axis=1), atol=1e-6)
    else:
        # BM25 orders otherwise, but on the same terms it cannot be about something else.
        assert case.exact.recall(places, "cosine") > 0.4


def test_scikit_learn_makes_the_same_vectors_from_the_texts(case: Case) -> None:
    made = rivals.ScikitLearn(ours.place_of(case.index.stats)).from_texts(case.offers)
    assert abs(made - case.offers.rows).max() <= 1e-6
    assert made.nnz == case.offers.rows.nnz


def test_a_rival_without_its_package_is_left_out_with_a_reason() -> None:
    with pytest.raises(rivals.Unavailable, match="no_such_library is not installed"):
        rivals.library("no_such_library")


def test_the_exact_answer_knows_the_cap_and_lets_equals_stand_for_each_other() -> None:
    offers = csr_matrix(np.array([[1, 0], [0.8, 0.6], [0, 1], [0, 1]], np.float32))
    whole = csr_matrix(np.array([[0.6, 0.8]], np.float32))
    core = csr_matrix(np.array([[0.6, 0]], np.float32))
    given = Offers([], offers, offers.astype(np.int32), np.ones(2))
    exact = Exact.of(given, Asked(whole, core), 2)
    # Cosines .6, .96, .8, .8; two and three share nothing of the core.
    assert exact.recall(np.array([[1, 2]]), "cosine") == 1.0
    assert exact.recall(np.array([[1, 3]]), "cosine") == 1.0
    assert exact.recall(np.array([[1, 0]]), "cosine") == 0.5
    assert exact.recall(np.array([[1, 0]]), "capped") == 1.0
    assert exact.recall(np.array([[1, -1]]), "capped") == 0.5


def test_best_orders_by_score_then_place_and_fills_up() -> None:
    ids, scores = best(np.array([0.5, 0.0, 0.5, 0.9]), np.array([7, 1, 3, 4]), 2)
    assert (ids.tolist(), scores.tolist()) == ([4, 3], [0.9, 0.5])
    ids, scores = best(np.array([0.5]), np.array([7]), 2)
    assert (ids.tolist(), scores.tolist()) == ([7, -1], [0.5, 0.0])


def test_the_bare_loop_reads_every_posting_of_the_needs(case: Case) -> None:
    read = limit.postings_read(case.offers, case.asked)
    assert (
        read == (case.asked.rows != 0).astype(np.int64).dot((case.offers.rows != 0).astype(np.int64).T).sum()
    )
    postings = limit.Postings.of(case.offers)
    assert sum(map(len, postings.documents)) == case.offers.rows.nnz
    assert limit.additions_per_second(case.offers, case.asked, 1)["median"] > 0
