"""A judged market as the evaluation sees it."""

import pytest

from matchmaking.engine.pairs import our_scores
from matchmaking.engine.ranker import text_score
from tests.matchmaking.engine.evaluation.market import market


def test_rows_cosines_and_verdicts_of_the_judged_pairs() -> None:
    judged = market(needs=3, offers=4)
    assert judged.pairs == [(f"n{n:02}", f"a{a:02}") for n in range(3) for a in range(4)]
    scores = our_scores(list(judged.needs.values()), list(judged.achievements.values()), judged.pairs)
    assert {pair: round(text_score(cosine), 6) for pair, cosine in judged.cosines.items()} == pytest.approx(
        scores
    )
    assert judged.related == [judged.levels[need][id] >= 3 for need, id in judged.pairs]


def test_near_copies_stand_together() -> None:
    groups = market(needs=4, copies=2).groups
    assert groups == [("copy of n00", "n00"), ("copy of n01", "n01"), ("n02",), ("n03",)]
