"""Whether workers live: each sweep leaves its time. Losing the note (an emptied Redis) costs one sweep's wait."""

import time

from django.core.cache import cache

_KEY = "worker-heartbeat"


def beat() -> None:
    """Leave the present time (called by the worker that sweeps)."""
    cache.set(_KEY, time.time(), timeout=None)


def last_heartbeat() -> float | None:
    """Unix time of the last sweep, None when none is known."""
    seen = cache.get(_KEY)
    return float(seen) if seen is not None else None
