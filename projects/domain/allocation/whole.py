"""Choosing rows by a whole-number program that is solved exactly; what is asked of it is its callers' business."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .types import AllocationError

_SOLVED, _INFEASIBLE = 0, 2  # scipy's status codes


class Rule(NamedTuple):
    """least ≤ matrix · variables ≤ most; `matrix`: dense or sparse, a row of it for each of a rule's bounds."""

    matrix: Any
    least: Any
    most: Any


def cheapest(
    costs: "np.ndarray[Any, Any]",
    rules: Sequence[Rule],
    lowest: "np.ndarray[Any, Any]",
    highest: "np.ndarray[Any, Any]",
) -> frozenset[int] | None:
    """Positions of the variables (each 0 or 1, between `lowest` and `highest`) that a cheapest solution takes; None
    where there is no solution.

    The gap allowed is none: with whole costs an optimum is an optimum and not nearly one. Raises AllocationError when
    the solver gives up.
    """
    # half a second of every start of every process, for what few of them ever ask
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(lowest, highest),
        constraints=[LinearConstraint(*rule) for rule in rules],
        options={"mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != _SOLVED:
        raise AllocationError(f"the solver gave up: {found.message}")
    return frozenset(np.flatnonzero(found.x > 0.5).tolist())
