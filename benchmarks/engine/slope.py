"""How the cost of a need grows with the market."""

import math
from collections.abc import Mapping
from typing import Any


def slope(sizes: Mapping[str, Any]) -> dict[str, float | None]:
    """Least-squares slope of ln(CPU seconds per need) over ln(offers): 1 is in proportion; None for one size."""
    return {
        name: _fitted([(each["offers"], 1 / each["search"][name]["median"]) for each in sizes.values()])
        for name in ("exact", "budget")
    }


def _fitted(points: list[tuple[float, float]]) -> float | None:
    if len(points) < 2:
        return None
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
