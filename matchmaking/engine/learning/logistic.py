"""Logistic regression with lower bounds on its coefficients: small, exact and the same on every run."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..weighting import Floats

STEPS = 200  # of Newton's method; about ten are needed
STILL = 1e-10  # step below which the coefficients stand
ENOUGH = 1e-4  # share of the foreseen gain a step must bring (Armijo)
SHORTEST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """For each coefficient a Gaussian (strength 0: none) and the least value it may have (-inf: any)."""

    centre: Floats
    strength: Floats  # one over the variance
    least: Floats


def platt_targets(related: npt.ArrayLike) -> Floats:
    """(n + 1) / (n + 2) for each of n related pairs, 1 / (m + 2) for each of m others.

    Platt, Probabilistic Outputs for Support Vector Machines, 1999: the outcome a uniform prior expects. With them a
    few pairs, or pairs without overlap, give no certainty.
    """
    hits = np.asarray(related, np.bool_)
    n, m = int(hits.sum()), int((~hits).sum())
    return np.where(hits, (n + 1.0) / (n + 2.0), 1.0 / (m + 2.0))


def regress(columns: Floats, targets: Floats, prior: Prior) -> Floats:
    """The coefficients of least loss within the bounds; the problem is convex, so there is one answer.

    Projected Newton method (Bertsekas, SIAM Journal on Control and Optimization 20, 1982): coefficients at their bound
    that would leave it the wrong way stay, the others take Newton's step, halved until it pays.
    `columns` [pairs, coefficients]; `targets` in 0..1.
    """
    at = np.maximum(prior.centre, prior.least)
    loss = _loss(columns, targets, prior, at)
    for _ in range(STEPS):
        p = np.exp(-np.logaddexp(0.0, -(columns @ at)))
        slope = columns.T @ (p - targets) + prior.strength * (at - prior.centre)
        free = (at > prior.least) | (slope < 0)
        bend = (columns[:, free] * (p * (1 - p))[:, None]).T @ columns[:, free]
        bend[np.diag_indices_from(bend)] += prior.strength[free] + SHORTEST
        step = np.zeros(len(at))
        step[free] = np.linalg.solve(bend, slope[free])
        share = 1.0
        while True:
            new = np.maximum(at - share * step, prior.least)
            lower = _loss(columns, targets, prior, new)
            if lower <= loss - ENOUGH * float(slope @ (at - new)):
                break
            share /= 2
            if share < SHORTEST:
                return at
        moved = float(np.abs(new - at).max(initial=0.0))
        at, loss = new, lower
        if moved < STILL:
            break
    return at


def _loss(columns: Floats, targets: Floats, prior: Prior, at: Floats) -> float:
    """Minus the log-likelihood and log-prior."""
    scores = columns @ at
    away = at - prior.centre
    return float(
        np.sum(np.logaddexp(0.0, scores) - targets * scores) + np.sum(prior.strength * away * away) / 2
    )
