"""The time of one page."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, reset_queries


def timed(get: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """Median and greatest of `rounds` after two that are not counted, in milliseconds, and how many queries it took."""
    get()
    connection.force_debug_cursor = True
    reset_queries()
    answer = get()
    queries = len(connection.queries_log)
    connection.force_debug_cursor = False
    took = []
    for _round in range(rounds):
        start = time.perf_counter()
        get()
        took.append(1000 * (time.perf_counter() - start))
    return {
        "median_ms": round(statistics.median(took), 1),
        "greatest_ms": round(max(took), 1),
        "queries": queries,
        "bytes": len(answer.body),
        "type": answer.headers.get("Content-Type", ""),
    }
