"""Recall and speed on texts as they are: made texts flatter whatever leaves postings unread."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matchmaking.engine.types import Card

from . import corpus, ours, sources
from .beside import BUDGET
from .clock import cpu_seconds
from .exact import Exact


def measure(data: Path, needs: Sequence[Card], k: int) -> dict[str, Any]:
    """Recall and cost of a search over the market's achievements and the papers."""
    cards = [replace(card, id=f"r{n:07d}") for n, card in enumerate(sources.real_offers(data))]
    folder = corpus.home() / "index-real"
    shutil.rmtree(folder, ignore_errors=True)
    ours.write(cards, folder)
    index = ours.opened(folder)
    exact = Exact.of(ours.offers(index.stats, cards, texts=False), ours.asked(index.stats, needs), k)
    queries = index.prepare(needs)
    return {
        "offers": len(cards),
        "needs": len(needs),
        "recall": exact.recall(index.search(queries, k)[0], "capped"),
        "needs_per_cpu_second": len(needs) / cpu_seconds(lambda: index.search(queries, k)),
        "budget": {
            "postings_per_offer": BUDGET,
            "recall": exact.recall(index.search(queries, k, BUDGET)[0], "capped"),
        },
    }
