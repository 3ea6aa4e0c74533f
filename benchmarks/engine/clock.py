"""CPU seconds, taken side by side: what else the machine does then falls on all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Work = Callable[[], object]


def spread(values: Sequence[float]) -> dict[str, float]:
    """The median of some figures, with the least and the greatest."""
    return {"median": statistics.median(values), "least": min(values), "greatest": max(values)}


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(seconds)
    return {
        name: 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    }


def cpu_seconds(work: Work) -> float:
    """What the threads of this process burn for it, children aside."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def interleaved(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each work in each round, each turn after a call that is not counted: nobody pays for memory and
    caches that another has taken since.

    Each round begins with another of them, so that what the machine does at the beginning falls on all.
    """
    names = list(works)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            works[name]()
            taken[name].append(cpu_seconds(works[name]))
    return taken


def ratios(taken: Mapping[str, Sequence[float]], ours: str, theirs: str) -> dict[str, float]:
    """How many times as long they take, round by round."""
    return spread([b / a for a, b in zip(taken[ours], taken[theirs], strict=True)])


def rate(count: float, seconds: Sequence[float]) -> dict[str, Any]:
    """So many done per CPU second."""
    return spread([count / each for each in seconds])
