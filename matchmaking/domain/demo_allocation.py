"""Allocations of the demo story: one decided, one proposed, and one that waits to be tried."""

from collections.abc import Sequence

from enterprises.actors import Actor
from matchmaking.domain.allocation import allocate_places
from projects.choices import ListingKind
from projects.domain.allocations import Shares, approve_allocation
from projects.models import Allocation, Listing

DECIDED = ("scn-ni-slag",)
PROPOSED = ("scn-alu-cells",)


def share_out(by: Actor) -> int:
    """Propose both and approve the first; returns how many there are. Once they stand, nothing changes."""
    if Allocation.objects.exists():
        return 0
    approve_allocation(allocate_places(_scenarios(DECIDED), shares=Shares(), by=by), by=by)
    allocate_places(_scenarios(PROPOSED), shares=Shares(), by=by)
    return Allocation.objects.count()


def _scenarios(keys: Sequence[str]) -> list[Listing]:
    return list(Listing.objects.filter(kind=ListingKind.SCENARIO, external_id__in=keys))
