"""What a change costs: a card that comes, a thousand that come, a card that goes; each until a search shows it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from matchmaking.engine.types import Card

from .clock import cpu_seconds, percentiles, spread
from .material import K
from .ours import Index

ONE_BY_ONE = 50
MANY = 1_000


def measure(index: Index, fresh: Sequence[Card], needs: Sequence[Card]) -> dict[str, Any]:
    """`fresh`: ONE_BY_ONE + MANY cards the index does not hold. It holds the same as before afterwards."""
    market, ask = index.market, needs[0]
    market.search(ask, K)
    before = spread([cpu_seconds(lambda: market.search(ask, K)) for _ in range(20)])
    singles, many = fresh[:ONE_BY_ONE], fresh[ONE_BY_ONE : ONE_BY_ONE + MANY]
    come = [cpu_seconds(partial(market.upsert, card, 1)) for card in singles]
    shown = [_come_and_shown(index, card, ask) for card in singles]
    gone = [cpu_seconds(partial(market.delete, card.id)) for card in singles]
    together = cpu_seconds(lambda: market.upsert_many((card, 1) for card in many))
    first = cpu_seconds(lambda: market.search(ask, K))
    after = spread([cpu_seconds(lambda: market.search(ask, K)) for _ in range(20)])
    for card in many:
        market.delete(card.id)
    return {
        "upsert_ms": percentiles(come),
        "upsert_and_search_ms": percentiles(shown),
        "delete_ms": percentiles(gone),
        f"upsert_{MANY}_cpu_seconds": together,
        f"first_search_after_{MANY}_ms": 1000 * first,
        f"search_with_{MANY}_fresh_over_none": after["median"] / before["median"],
    }


def _come_and_shown(index: Index, card: Card, ask: Card) -> float:
    def work() -> None:
        index.market.upsert(card, 2)
        index.market.search(ask, K)

    return cpu_seconds(work)
