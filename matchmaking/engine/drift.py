"""How far texts have moved from those the statistics were fitted on."""

from collections.abc import Sequence

import numpy as np

from .counts import count
from .passages import offered_text
from .stats import Stats
from .types import Card


def unknown_share(stats: Stats, offered: Sequence[Card]) -> float:
    """The share of term occurrences in these cards that the statistics do not know, 0 to 1; 0 for no text at all.

    The out-of-vocabulary rate of language modelling, over the terms a score is made of.
    """
    counts = count([offered_text(card) for card in offered])
    times = np.bincount(counts.terms, weights=counts.times, minlength=len(counts.codes))
    total = float(times.sum())
    return float(times[stats.numbers(counts.codes) < 0].sum()) / total if total else 0.0
