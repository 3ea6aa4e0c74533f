"""The best by text put in the order of their full scores."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from heapq import heappop, heappush

from ..learning.shared import Shared
from ..ranker import PLACES, highest, score_cards
from ..types import Card, Part, Scored, Side
from .found import Group


def ranked(
    card: Card,
    side: Side,
    found: Iterable[Group],
    k: int,
    *,
    card_of: Callable[[Group], Card],
    weights: Mapping[str, float],
    shared: Mapping[str, Shared],
    meaning: Callable[[Group], Part | None] | None = None,
) -> tuple[list[Scored], bool]:
    """The k best of the groups found (best by text first) for a card, and whether no group after these could be better.

    `side` is the side of what was found. Those that cannot be among the k any more are not scored: without a verdict
    on near-copies no score is above `ranker.highest`, which falls with the cosine. Those with one, in `shared` by id,
    are scored first. With `meaning`, what an encoder says of each, words bound nothing and all are scored.
    """
    scored: list[Scored] = []
    best: list[float] = []  # heap of the k highest scores
    sure = False
    for group in sorted(found, key=lambda group: group.id not in shared):
        known = shared.get(group.id)
        full = meaning is None and len(best) >= max(1, k)
        if full and known is None and round(highest(card, group.cosine, weights), PLACES) < best[0]:
            sure = True
            break
        other = card_of(group)
        pair = (card, other) if side == "offered" else (other, card)
        said = None if meaning is None else meaning(group)
        one = score_cards(*pair, group.cosine, id=group.id, weights=weights, experience=known, semantic=said)
        scored.append(replace(one, copies=group.copies) if group.copies else one)
        heappush(best, one.score)
        if len(best) > max(1, k):
            heappop(best)
    return sorted(scored, key=lambda each: (-each.score, each.id))[: max(0, k)], sure
