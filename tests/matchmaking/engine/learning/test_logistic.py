"""Logistic regression with bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from matchmaking.engine.learning.logistic import Prior, platt_targets, regress


def test_platts_targets_by_hand() -> None:
    assert platt_targets([True, True, False]).tolist() == [0.75, 0.75, 1 / 3]


def sample(seed: int, pairs: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Three columns and a constant; the second column speaks against."""
    rng = np.random.default_rng(seed)
    columns = np.column_stack([rng.normal(size=(pairs, 3)), np.ones(pairs)])
    p = 1 / (1 + np.exp(-(columns @ [1.0, -2.0, 0.2, -0.5])))
    return columns, (rng.random(pairs) < p).astype(float)


def unbounded(strength: float) -> Prior:
    return Prior(np.zeros(4), np.full(4, strength), np.full(4, -np.inf))


def test_without_bounds_it_is_scikit_learns() -> None:
    columns, hits = sample(1)
    theirs = LogisticRegression(C=2.0, fit_intercept=False, tol=1e-12).fit(columns, hits).coef_[0]
    assert regress(columns, hits, unbounded(0.5)).tolist() == pytest.approx(theirs.tolist(), abs=1e-4)


@settings(deadline=None)
@given(st.integers(0, 1000), st.floats(0.01, 10), st.floats(-1, 1))
def test_within_bounds_it_is_the_best_a_general_method_finds(
    seed: int, strength: float, centre: float
) -> None:
    columns, hits = sample(seed, 60)
    least = np.array([0.0, 0.0, 0.0, -np.inf])
    prior = Prior(np.full(4, centre), np.full(4, strength), least)

    def loss(at: np.ndarray) -> float:
        scores = columns @ at
        return float(
            np.sum(np.logaddexp(0, scores) - hits * scores) + strength * np.sum((at - centre) ** 2) / 2
        )

    found = regress(columns, hits, prior)
    other = minimize(loss, np.full(4, 0.5), method="L-BFGS-B", bounds=[(0, None)] * 3 + [(None, None)])
    assert (found >= least).all()
    assert loss(found) <= other.fun + 1e-6
    assert found.tolist() == pytest.approx(other.x.tolist(), abs=1e-2)


def test_a_column_that_speaks_against_stays_at_its_bound() -> None:
    columns, hits = sample(2)
    prior = Prior(np.zeros(4), np.zeros(4), np.array([0.0, 0.0, 0.0, -np.inf]))
    assert regress(columns, hits, prior)[1] == 0.0


def test_empty_columns_stay_where_the_prior_has_them() -> None:
    columns, hits = sample(3)
    columns[:, 2] = 0
    prior = Prior(np.array([0.0, 0.0, 0.7, 0.0]), np.array([1.0, 1.0, 1.0, 0.0]), np.full(4, -np.inf))
    assert regress(columns, hits, prior)[2] == 0.7
