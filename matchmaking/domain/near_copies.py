"""Needs that say nearly the same, found by their public cards."""

from collections.abc import Collection, Iterator
from uuid import UUID

from matchmaking.domain.changes import WANTED_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.domain.model import current_model, load_stats
from matchmaking.engine.learning.twins import twin_groups
from matchmaking.engine.types import Card
from projects.models import KIND_MODELS

CHUNK = 1000


def groups_of(wanted: Collection[UUID]) -> dict[UUID, str]:
    """For each wanted listing the name of its group: near-copies share one."""
    if not wanted:
        return {}
    stats = load_stats(current_model())
    groups = twin_groups({card.id: stats.wanted_row(card) for card in wanted_cards(wanted)})
    return {UUID(id): group[0] for group in groups for id in group}


def wanted_cards(ids: Collection[UUID]) -> Iterator[Card]:
    """The public cards of wanted listings, also of those that have left the market."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        for kind in WANTED_KINDS:
            for listing in KIND_MODELS[kind].objects.filter(pk__in=ordered[start : start + CHUNK]):
                yield card_of(listing)
