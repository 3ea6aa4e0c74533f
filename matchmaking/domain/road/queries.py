"""The one entry to roads per actor, and what the parties of their steps look like to the reader."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from enterprises.actors import Actor
from matchmaking.domain.changes import in_market
from matchmaking.domain.work import worked_on_by
from matchmaking.models import Road, RoadChange, RoadStep, RoadTransition
from projects.choices import ListingKind
from projects.domain.queries import listings_visible_to
from projects.models import Listing

OFFERED = (ListingKind.PILOT_BASE, ListingKind.SCENARIO)


def roads_visible_to(actor: Actor) -> QuerySet[Road]:
    """Roads of the dockings whose work the actor reads: both sides, and staff without a tie to a party."""
    dockings = worked_on_by(actor)
    return Road.objects.filter(docking__in=dockings).select_related(
        "docking__match__wanted__owner", "docking__match__offered__owner", "docking__project"
    )


def road_steps_visible_to(actor: Actor) -> QuerySet[RoadStep]:
    """Steps of the roads the actor sees."""
    steps = RoadStep.objects.filter(road__docking__in=worked_on_by(actor))
    return steps.select_related("road__docking__match__wanted", "road__docking__match__offered")


def road_changes_visible_to(actor: Actor) -> QuerySet[RoadChange]:
    """The changes of the roads the actor sees."""
    return RoadChange.objects.filter(road__docking__in=worked_on_by(actor))


def road_transitions_visible_to(actor: Actor) -> QuerySet[RoadTransition]:
    """Who agreed to the roads the actor sees, and what made them drafts again."""
    return RoadTransition.objects.filter(subject__docking__in=worked_on_by(actor))


def parties_offered_to(actor: Actor) -> QuerySet[Listing]:
    """Pilot bases and scenarios a step may name: on show to the actor, published, by an organization in service."""
    return in_market(listings_visible_to(actor).filter(kind__in=OFFERED))


def parties_as_read_by(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Listing]:
    """Pilot bases and scenarios of steps as far as the actor sees their cards; one query."""
    return listings_visible_to(actor).in_bulk(list(ids))
