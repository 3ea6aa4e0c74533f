"""Proposing an allocation: the matching scores the applications, the arithmetic of projects shares out the places."""

from collections.abc import Sequence
from uuid import UUID

from enterprises.actors import Actor
from matchmaking.domain.onward import onward_scores
from projects.domain.allocation.types import HIGHEST
from projects.domain.allocations import Shares, check_may_allocate, propose_allocation, rows_to_allocate
from projects.models import Allocation, Application, Listing


def allocate_places(listings: Sequence[Listing], *, shares: Shares, by: Actor) -> Allocation:
    """Score every undecided application for these scenarios, or every request for a slot of these pilot bases, as of
    now, and propose who gets the places. Errors are those of `propose_allocation`."""
    rows = rows_to_allocate(listings)
    check_may_allocate(by, listings, rows)
    points: dict[UUID, int] = {}
    for listing in listings:
        its = [
            row
            for row in rows
            if (row.scenario_id if isinstance(row, Application) else row.slot.base_id) == listing.pk
        ]
        scores = onward_scores([row.achievement for row in its], listing) if its else {}
        points |= {row.pk: round(scores[row.achievement_id] * HIGHEST) for row in its}
    return propose_allocation(listings, points, shares=shares, by=by)
