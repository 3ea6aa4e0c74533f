"""A budget of postings: off unless asked for, exact where it suffices, and of what it misses little is missed."""

import numpy as np
import pytest

from matchmaking.engine.index.best import EXACT, Best, best_of
from matchmaking.engine.index.market import Market
from matchmaking.engine.index.queries import Queries
from matchmaking.engine.index.segment import segment_of
from matchmaking.engine.stats import Stats
from tests.matchmaking.engine.kernels import compiled
from tests.matchmaking.engine.market_texts import many

CARDS = list(many(6_000))
NEEDS = list(many(40, seed=11))
STATS = Stats.fit(CARDS)


@pytest.fixture(scope="module")
def found() -> dict[float, list[Best]]:
    """What a segment gives under each budget."""
    queries = Queries(STATS.wanted_rows(NEEDS), [0] * len(NEEDS), [()] * len(NEEDS))
    with pytest.MonkeyPatch.context() as patch, compiled(patch, True):
        segment = segment_of(STATS, "offered", ((card, 1) for card in CARDS))
        return {
            budget: best_of(segment, queries, None, 20, budget=budget) for budget in (EXACT, 100.0, 0.4, 0.02)
        }


def share(found: list[Best], whole: list[Best]) -> float:
    """Of the docs that are to be found, how many were."""
    both = [np.intersect1d(some.docs, every.docs) for some, every in zip(found, whole, strict=True)]
    return sum(map(len, both)) / sum(len(each.docs) for each in whole)


def test_a_budget_that_suffices_changes_nothing(found: dict[float, list[Best]]) -> None:
    for some, every in zip(found[100.0], found[EXACT], strict=True):
        assert some.docs.tolist() == every.docs.tolist()
        assert some.cosines.tolist() == every.cosines.tolist()


def test_the_less_is_read_the_more_is_missed_and_what_is_found_has_its_true_cosine(
    found: dict[float, list[Best]],
) -> None:
    least, some, enough = (share(found[budget], found[EXACT]) for budget in (0.02, 0.4, 100.0))
    assert 0.1 < least < some < enough == 1.0  # made of words drawn by lot; docs/benchmarks.md has real texts
    for budget in (0.4, 0.02):
        for some, every in zip(found[budget], found[EXACT], strict=True):
            true = dict(zip(every.docs.tolist(), every.cosines.tolist(), strict=True))
            met = [doc for doc in some.docs.tolist() if doc in true]
            assert [some.cosines[some.docs.tolist().index(doc)] for doc in met] == [true[doc] for doc in met]
            assert np.all(np.diff(some.cosines) <= 0)
            assert len(set(some.docs.tolist())) == len(some.docs)


def test_the_docs_of_the_highest_sums_are_scored_also_where_nearly_all_reach_the_bar(
    found: dict[float, list[Best]],
) -> None:
    """In a small market the lowest of the chunks' highest sums is low; it must not be the first docs that are taken."""
    assert share(found[0.4], found[EXACT]) > 0.9


def test_a_market_reads_all_it_takes_unless_it_is_given_a_budget() -> None:
    market = Market(STATS, "offered")
    assert market.budget == EXACT
    market.upsert_many((card, 1) for card in CARDS)
    whole = market.search_many(NEEDS, 20)
    market.budget = 100.0
    assert market.search_many(NEEDS, 20) == whole


@pytest.mark.parametrize("budget", [0.0, -1.0, float("nan")])
def test_a_budget_of_nothing_is_refused(budget: float) -> None:
    market = Market(STATS, "offered", budget=budget)
    market.upsert(CARDS[0], 1)
    with pytest.raises(ValueError, match="a budget is more than 0 postings per doc"):
        market.search(NEEDS[0], 5)
