"""Order and recall, ours beside the baselines."""

import pytest

from matchmaking.engine import metrics
from matchmaking.engine.evaluation.judged import Judged
from matchmaking.engine.evaluation.ranking import by_need, ranking
from matchmaking.engine.types import Card
from tests.matchmaking.engine.evaluation.market import market
from tests.matchmaking.engine.texts import offered, wanted

RIGHT = {"n1": "a1", "n2": "a3", "n3": "a6", "n4": "a4", "n5": "a7", "n6": "a8"}


def judged() -> Judged:
    levels = {
        need.id: {card.id: 4 if RIGHT[need.id] == card.id else 1 for card in offered()} for need in wanted()
    }
    return Judged.of(wanted(), offered(), levels)


def test_a_perfect_ranking_has_every_figure_at_its_best() -> None:
    ours = ranking(judged())[0]
    assert (ours.model, ours.ahead) == ("duijie", None)
    assert [each.mean for each in (ours.ndcg, ours.auc, ours.recall)] == [1.0, 1.0, 1.0]


def test_what_we_are_ahead_is_the_difference_of_the_means() -> None:
    ours, *others = ranking(market())
    assert [row.model for row in others] == ["tfidf-words", "tfidf-chars", "bm25-words"]
    for row in others:
        assert row.ahead is not None
        assert row.ahead.mean == pytest.approx(ours.ndcg.mean - row.ndcg.mean)
        assert row.ahead.lower <= row.ahead.mean <= row.ahead.upper


def test_by_need_leaves_out_needs_with_nothing_related() -> None:
    levels = {"n1": {"b": 4, "a": 1}, "n2": {"a": 1, "b": 1}, "n3": {"a": 4, "b": 4}}
    scores = {("n1", "a"): 0.2, ("n1", "b"): 0.1, ("n3", "a"): 0.0, ("n3", "b"): 0.0}
    assert by_need(metrics.auc, levels, scores) == {"n1": 0.0}
    assert by_need(metrics.ndcg, levels, scores) == {"n1": pytest.approx(0.6309, abs=1e-4), "n3": 1.0}


def test_recall_is_of_the_whole_market_not_of_the_judged() -> None:
    others = [Card(f"z{n:02}", "电解铝槽效应多，想提前预报", "希望提前知道是哪台槽。") for n in range(60)]
    small = judged()
    crowded = Judged.of(wanted(), [*offered(), *others], {"n1": small.levels["n1"]})
    assert ranking(crowded)[0].recall.mean == 0.0  # sixty that nobody judged say what n1 asks for
