"""What vectors a market lacks, and which it has no card for any more. Arrays are compared, not cards one by one."""

from collections.abc import Iterator

import numpy as np

from ..encoders.dense import Dense
from .arrays import Held
from .cards import Cards


def stale(market: Cards, held: Dense) -> Iterator[Held]:
    """The live cards of which `held` has no vector of this revision."""
    view = market.view()
    for n, segment in enumerate(view.segments):
        docs = np.array(view.live(n), np.int64)
        behind = held.revisions(segment.columns.ids[docs]) < segment.columns.revisions[docs]
        for doc in docs[behind].tolist():
            yield segment.card(doc), segment.revision(doc)


def gone(market: Cards, held: Dense) -> list[str]:
    """The ids of vectors whose cards have left the market."""
    view, left = market.view(), []
    for block, flags in zip(held.blocks, held.live, strict=True):
        ids = block.ids[flags]
        present = np.zeros(len(ids), np.bool_)
        for n, segment in enumerate(view.segments):
            live = segment.columns.ids[np.array(view.live(n), np.int64)]
            if len(live):
                place = np.minimum(np.searchsorted(live, ids), len(live) - 1)
                present |= live[place] == ids
        left += [id.decode() for id in ids[~present].tolist()]
    return sorted(left)
