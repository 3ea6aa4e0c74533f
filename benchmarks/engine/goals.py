"""What the engine must reach, as the issue says it, and whether a run did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEAST, MOST = "at least", "at most"


@dataclass(frozen=True)
class Goal:
    """One line of the table: where its figure stands in the results, and the bound."""

    text: str
    path: tuple[str, ...]  # into the results; a size where it begins with a number
    sense: str
    bound: float
    unit: str = ""

    def figure(self, results: Mapping[str, Any]) -> float | None:
        """The measured value; None where this run did not measure it."""
        found: Any = results["sizes"] if self.path[0].isdigit() else results
        for name in self.path:
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return float(found) if found is not None else None

    def reached(self, figure: float) -> bool:
        """Whether a figure is on the right side of the bound."""
        return figure >= self.bound if self.sense == LEAST else figure <= self.bound


def _faster(size: str, rival: str, times: float) -> Goal:
    text = f"needs per CPU second over {rival}, {int(size):,} offers"
    return Goal(text, (size, "rivals", rival, "we_are_faster", "median"), LEAST, times, "×")


GOALS = (
    _faster("100000", "scikit-learn", 10),
    _faster("100000", "sparse_dot_topn", 5),
    _faster("100000", "bm25s numpy", 3),
    _faster("100000", "bm25s numba", 1.6),
    _faster("100000", "tantivy", 4),
    _faster("1000000", "scikit-learn", 15),
    _faster("1000000", "tantivy", 4),
    _faster("1000000", "sparse_dot_topn", 25),
    Goal(
        "the same with a postings budget",
        ("1000000", "rivals", "sparse_dot_topn", "with_budget_faster", "median"),
        LEAST,
        25,
        "×",
    ),
    Goal("recall@20 with that budget, real texts", ("real", "budget", "recall"), LEAST, 0.999),
    Goal("recall@20, real texts", ("real", "recall"), LEAST, 1.0),
    Goal("recall@20, 100,000 offers", ("100000", "recall"), LEAST, 1.0),
    Goal(
        "offers indexed per CPU second, texts to disk, 100,000",
        ("100000", "build", "offers_per_cpu_second"),
        LEAST,
        10_000,
    ),
    Goal(
        "offers indexed per CPU second, texts to disk, 1,000,000",
        ("1000000", "build", "offers_per_cpu_second"),
        LEAST,
        10_000,
    ),
    Goal(
        "one need with reasons, p99, 100,000 offers",
        ("100000", "one_need_with_reasons", "wall_ms", "p99"),
        MOST,
        20,
        " ms",
    ),
    Goal("growth of the cost of a need with the market, log-log slope", ("slope",), MOST, 1.0),
    Goal("recall@20, 1,000,000 offers", ("1000000", "recall"), LEAST, 1.0),
    Goal(
        "postings, bytes per offer, 100,000",
        ("100000", "build", "bytes_per_offer", "postings"),
        MOST,
        800,
        " B",
    ),
    Goal(
        "postings, bytes per offer, 1,000,000",
        ("1000000", "build", "bytes_per_offer", "postings"),
        MOST,
        800,
        " B",
    ),
    Goal(
        "speed beside adding up every posting at the scatter-add limit, 100,000 offers",
        ("100000", "limit", "share"),
        LEAST,
        0.6,
    ),
    Goal(
        "a new card and a search that shows it, p95, 100,000 offers",
        ("100000", "changes", "upsert_and_search_ms", "p95"),
        MOST,
        50,
        " ms",
    ),
)


def verdicts(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each goal with its figure; `reached` is None where the run did not measure it."""
    lines = []
    for goal in GOALS:
        figure = goal.figure(results)
        lines.append(
            {
                "goal": goal.text,
                "bound": f"{goal.sense} {goal.bound:,g}{goal.unit}",
                "at": goal.bound,
                "figure": figure,
                "unit": goal.unit,
                "reached": None if figure is None else goal.reached(figure),
            }
        )
    return lines
