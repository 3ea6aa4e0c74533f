"""From texts to segments on disk: how long it takes, and what lies there then."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card

from . import ours
from .clock import cpu_seconds


def measure(cards: Callable[[], Iterable[Card]], count: int, folder: Path) -> dict[str, Any]:
    """Build into an empty folder. Reading the cards from their file is timed apart and left out."""
    shutil.rmtree(folder, ignore_errors=True)
    reading = cpu_seconds(lambda: sum(1 for _ in cards()))
    counting = max(0.0, cpu_seconds(lambda: Stats.fit(cards())) - reading)
    whole = max(0.0, cpu_seconds(lambda: ours.write(cards(), folder)) - reading)
    return {
        "offers_per_cpu_second": count / whole,
        "cpu_seconds": {"texts to segments on disk": whole, "of it count and fit": counting},
        "bytes_per_offer": {name: size / count for name, size in ours.sizes(folder).items()},
        "open_cpu_ms": {
            "mapped": 1000 * cpu_seconds(lambda: ours.opened(folder)),
            "every byte verified": 1000 * cpu_seconds(lambda: ours.opened(folder, verify=True)),
        },
    }
