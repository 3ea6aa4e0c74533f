"""Needs that say nearly the same, found by their public cards."""

import threading
from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from matchmaking.domain.copy import Copy
from matchmaking.domain.encoder import card_of
from matchmaking.domain.model import current_model, load_stats
from matchmaking.engine.learning.experience import Experience
from matchmaking.engine.learning.twins import Wanted, twin_groups, twins_of
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card
from projects.models import KIND_MODELS

CHUNK = 1000
NEAREST = 50  # needs most alike among which near-copies are looked for

_lock = threading.Lock()
_held: dict[tuple[str, frozenset[tuple[str, int]]], Wanted] = {}  # at most one


def groups_of(wanted: Collection[UUID]) -> dict[UUID, str]:
    """For each wanted listing the name of its group: near-copies share one."""
    if not wanted:
        return {}
    stats = load_stats(current_model())
    groups = twin_groups({card.id: stats.wanted_row(card) for card in cards_of(map(str, wanted))})
    return {UUID(id): group[0] for group in groups for id in group}


def rows_of(needs: Mapping[str, int], stats: Stats) -> Wanted:
    """The rows of these needs (id → revision), kept by this process until one comes, goes or changes."""
    key = stats.version, frozenset(needs.items())
    with _lock:
        if key not in _held:
            _held.clear()
            _held[key] = Wanted({card.id: stats.wanted_row(card) for card in cards_of(needs)})
        return _held[key]


def near_copies_in_market(wanted_id: str, copy: Copy) -> list[str]:
    """Wanted listings in the market that say nearly what this one says, itself among them where it is in it."""
    cards = list(cards_of([wanted_id]))
    if not cards:
        return []
    row = copy.stats.wanted_row(cards[0])
    alike = {
        scored.id for scored in copy.wanted.search(Card(id="", title=""), NEAREST, experience=Experience(row))
    }
    held = {id: card for id in alike | {wanted_id} if (card := copy.wanted.get(id)) is not None}
    rows = {id: copy.stats.wanted_row(card) for id, card in held.items()}
    return sorted({id for id, _likeness in twins_of(row, rows)} | held.keys() & {wanted_id})


def cards_of(ids: Collection[str] | Iterator[str]) -> Iterator[Card]:
    """The public cards of listings, also of those that have left the market."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        for model in KIND_MODELS.values():
            for listing in model._default_manager.filter(pk__in=ordered[start : start + CHUNK]):
                yield card_of(listing)
