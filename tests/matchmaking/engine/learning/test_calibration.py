"""The curve from cosine to probability."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from matchmaking.engine.evaluation.judged import Judged
from matchmaking.engine.learning.calibration import DEFAULT, SHIFT, Calibration, fit
from matchmaking.engine.learning.logistic import platt_targets
from matchmaking.engine.metrics import RELATED

MARKET = Path(__file__).parents[5] / "shared" / "data" / "market"

shares = st.floats(0, 1)


def sample(pairs: int = 4000) -> tuple[list[float], list[bool]]:
    """Cosines and verdicts drawn from a known curve."""
    rng = np.random.default_rng(7)
    s = rng.beta(1.2, 6, pairs)
    p = 1 / (1 + np.exp(0.5 - 3.0 * s - 0.6 * np.log(s + SHIFT)))
    return s.tolist(), (rng.random(pairs) < p).tolist()


def test_the_curve_by_hand() -> None:
    curve = Calibration(-1.0, 2.0, 0.5, 10, 1)
    assert curve.probability(0.48) == pytest.approx(1 / (1 + math.exp(1 - 0.96 - 0.5 * math.log(0.5))))
    assert curve.probability(-0.3) == curve.probability(0.0)
    assert curve.probability(1.7) == curve.probability(1.0)


def test_extreme_curves_do_not_overflow() -> None:
    steep = Calibration(-5000.0, 10000.0, 0.0, 1, 1)
    assert [steep.probability(s) for s in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]


@settings(deadline=None)
@given(shares, shares, st.floats(-50, 50), st.floats(0, 50), st.floats(0, 5))
def test_more_alike_is_never_less_probable(
    a: float, b: float, constant: float, slope: float, log: float
) -> None:
    low, high = sorted((a, b))
    curve = Calibration(constant, slope, log, 1, 1)
    assert 0 <= curve.probability(low) <= curve.probability(high) <= 1


def test_it_finds_the_curve_the_verdicts_were_drawn_from() -> None:
    found = fit(*sample(40_000), needs=9)
    drawn = Calibration(-0.5, 3.0, 0.6, 0, 0)
    for s in (0.01, 0.05, 0.1, 0.2, 0.4, 0.7):
        assert found.probability(s) == pytest.approx(drawn.probability(s), abs=0.03)
    assert (found.pairs, found.needs) == (40_000, 9)


def test_it_is_the_logistic_regression_of_scikit_learn() -> None:
    s, related = sample()
    found = fit(s, related)
    columns = np.column_stack([s, np.log(np.array(s) + SHIFT)])
    reference = LogisticRegression(C=1e9, tol=1e-10).fit(columns, related)
    theirs = reference.predict_proba(columns)[:, 1]
    ours = [found.probability(x) for x in s]
    assert np.abs(theirs - ours).max() < 1e-3  # Platt's targets differ from 0 and 1 by that much


def test_verdicts_against_the_texts_give_a_level_curve_not_a_falling_one() -> None:
    s, related = sample()
    against = fit(s, [not hit for hit in related])
    assert (against.slope, against.log_slope) == (0.0, 0.0)
    share = 1 - sum(related) / len(related)
    assert against.probability(0.1) == pytest.approx(share, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.tuples(shares, st.booleans()), min_size=2, max_size=30))
def test_any_verdicts_give_a_curve_that_does_not_fall(pairs: list[tuple[float, bool]]) -> None:
    cosines, related = [s for s, _ in pairs], [hit for _, hit in pairs]
    if all(related) or not any(related):
        with pytest.raises(ValueError, match="all agree"):
            fit(cosines, related)
        return
    found = fit(cosines, related)
    assert fit(cosines, related) == found
    grid = [found.probability(n / 50) for n in range(51)]
    assert grid == sorted(grid)
    # The constant is free, so the mean of what it says is the mean of what it was told.
    told = [found.probability(x) for x in cosines]
    assert sum(told) == pytest.approx(float(platt_targets(related).sum()), abs=1e-5)


def test_few_pairs_without_overlap_give_no_certainty() -> None:
    found = fit([0.1, 0.5], [False, True])
    assert found.probability(0.5) == pytest.approx(2 / 3, abs=0.01)
    assert found.probability(0.1) == pytest.approx(1 / 3, abs=0.01)


def test_json_and_back() -> None:
    assert Calibration.from_json(json.loads(json.dumps(DEFAULT.to_json()))) == DEFAULT
    with pytest.raises(
        ValueError, match="a calibration has constant, slope, log_slope, pairs, needs, not slope"
    ):
        Calibration.from_json({"slope": 1.0})


def test_what_is_no_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="slopes of at least 0"):
        Calibration(0.0, -0.1, 0.0, 1, 1)
    with pytest.raises(ValueError, match="finite"):
        Calibration(math.nan, 0.1, 0.0, 1, 1)
    with pytest.raises(ValueError, match="2 cosines for 1 verdicts"):
        fit([0.1, 0.2], [True])


@pytest.mark.skipif(not MARKET.exists(), reason="the judged market is not here")
def test_the_shipped_curve_is_what_the_open_judgements_give() -> None:
    judged = Judged.read(MARKET)
    related = [judged.levels[need][achievement] >= RELATED for need, achievement in judged.pairs]
    found = fit([judged.cosines[pair] for pair in judged.pairs], related, len(judged.levels))
    assert (DEFAULT.pairs, DEFAULT.needs) == (found.pairs, found.needs)
    for n in range(51):
        assert DEFAULT.probability(n / 50) == pytest.approx(found.probability(n / 50), abs=0.01)
