"""How the cost of a need grows with the market."""

import math
from collections.abc import Mapping
from typing import Any


def slope(sizes: Mapping[str, Any]) -> float | None:
    """Least-squares slope of ln(CPU seconds per need) over ln(offers): 1 is in proportion; None for one size."""
    return _fitted(
        [(each["offers"], 1 / each["search"]["median"]) for each in sizes.values() if "search" in each]
    )


def _fitted(points: list[tuple[float, float]]) -> float | None:
    if len(points) < 2:
        return None
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
