"""Calibration on unseen needs."""

import pytest

from matchmaking.engine.evaluation.judged import Judged
from matchmaking.engine.evaluation.probability import probability
from matchmaking.engine.learning.calibration import DEFAULT
from matchmaking.engine.metrics import calibration_error
from tests.matchmaking.engine.evaluation.market import market
from tests.matchmaking.engine.texts import offered, wanted


def test_the_figures_agree_with_each_other() -> None:
    judged = market(needs=24)
    found = probability(judged)
    assert found is not None
    assert (found.pairs, found.base) == (24 * 40, sum(judged.related) / len(judged.related))
    assert sum(each.pairs for each in found.bins) == found.pairs
    assert found.brier.lower < found.brier.mean < found.brier.upper
    assert found.skill == pytest.approx(1 - found.brier.mean / (found.base * (1 - found.base)), abs=1e-9)
    assert found.skill > 0.3  # words tell the crafts apart
    assert found.error.mean < 0.1
    shipped = [DEFAULT.probability(judged.cosines[pair]) for pair in judged.pairs]
    assert found.shipped == calibration_error(shipped, judged.related)


def test_verdicts_that_agree_cannot_be_tried() -> None:
    levels = {need.id: {card.id: 4 for card in offered()} for need in wanted()}
    assert probability(Judged.of(wanted(), offered(), levels)) is None


def test_one_need_cannot_be_tried() -> None:
    judged = market(needs=1)
    assert probability(judged) is None
