"""Recall on texts as they are: whatever leaves postings out must be judged here, for made texts flatter it."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matchmaking.engine.types import Card

from . import corpus, ours, sources
from .exact import Exact


def measure(data: Path, needs: Sequence[Card], k: int, budget: float) -> dict[str, Any]:
    """Recall of the exact search and of the one with a budget, over the market's achievements and the papers."""
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
        "budget": budget,
        "recall": {
            "exact": exact.recall(index.search(queries, k)[0], "capped"),
            "budget": exact.recall(index.search_within(queries, k, budget)[0], "capped"),
        },
    }
