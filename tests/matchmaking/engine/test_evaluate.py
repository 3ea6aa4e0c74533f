"""The whole evaluation of the market this project is judged by, where it is at hand."""

from pathlib import Path

import pytest

from matchmaking.engine.evaluate import Report, evaluate

MARKET = Path(__file__).parents[4] / "shared" / "data" / "market"


@pytest.fixture(scope="module")
def report() -> Report:
    if not MARKET.exists():
        pytest.skip("the judged market is not here")
    return evaluate(MARKET)


def test_ours_is_above_every_baseline(report: Report) -> None:
    ours, *others = report.models
    assert ours.ndcg.mean >= 0.685
    for other in others:
        assert other.ahead is not None
        assert other.ahead.above_zero
        assert ours.recall.mean > other.recall.mean


def test_probabilities_of_unseen_needs_are_true(report: Report) -> None:
    assert report.probability is not None
    assert report.probability.error.mean <= 0.02
    assert report.probability.shipped <= 0.02
    assert report.probability.skill >= 0.06


def test_verdicts_pay(report: Report) -> None:
    gains = {lift.what: lift.gain for lift in report.lifts}
    assert gains["20 decisions"].mean >= 0.015
    assert gains["20 decisions"].above_zero
    assert gains["31 decisions"].mean > gains["20 decisions"].mean > gains["10 decisions"].mean
    assert gains["verdicts on a near-copy"].lower > 0.1
