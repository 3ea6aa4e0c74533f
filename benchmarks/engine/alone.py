"""Our engine as the product uses it: full answers with reasons, one need at a time and all of them at once."""

import gc
import time
from collections.abc import Sequence
from typing import Any

from matchmaking.engine.types import Card

from .clock import cpu_seconds, percentiles
from .material import K
from .ours import Index

WARM = 20  # searches before the clock starts


def one_by_one(index: Index, needs: Sequence[Card], rounds: int) -> dict[str, Any]:
    """Each need asked alone, as a page does it. What the measurement holds, no collector of garbage sees."""
    gc.collect()
    gc.freeze()
    for need in needs[:WARM]:
        index.market.search(need, K)
    wall, cpu = [], []
    for need in list(needs) * rounds:
        begun = time.perf_counter(), time.process_time()
        index.market.search(need, K)
        wall.append(time.perf_counter() - begun[0])
        cpu.append(time.process_time() - begun[1])
    gc.unfreeze()
    return {"searches": len(wall), "wall_ms": percentiles(wall), "cpu_ms": percentiles(cpu)}


def all_at_once(index: Index, needs: Sequence[Card]) -> dict[str, Any]:
    """The full match, as the nightly work does it."""
    return {
        "needs": len(needs),
        "cpu_seconds": cpu_seconds(lambda: index.market.search_many(needs, K)),
    }
