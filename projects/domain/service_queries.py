"""The one entry to slots, bookings, applications and allocations per actor: lists and single rows alike."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from projects.domain.queries import listings_visible_to
from projects.models import (
    Achievement,
    Allocation,
    AllocationLine,
    AllocationTransition,
    Application,
    ApplicationTransition,
    Booking,
    BookingResult,
    BookingTransition,
    Listing,
    PilotBase,
    Slot,
    SlotTransition,
)
from projects.states import ON_SHOW, UNDECIDED_APPLICATIONS, AllocationState, BookingState


def slots_visible_to(actor: Actor) -> QuerySet[Slot]:
    """Slots of the pilot bases the actor sees."""
    bases = listings_visible_to(actor, PilotBase)
    return Slot.objects.filter(base__in=bases.values("pk")).select_related("base__owner")


def bookings_visible_to(actor: Actor) -> QuerySet[Booking]:
    """Bookings of the actor's achievements and of their pilot bases; for administrators and brokers all."""
    bookings = Booking.objects.select_related("slot__base__owner", "achievement__owner")
    if actor.is_staff_member:
        return bookings
    ids = actor.organization_ids
    return bookings.filter(Q(achievement__owner__in=ids) | Q(slot__base__owner__in=ids))


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Applications of the actor's achievements and for their scenarios; for administrators and brokers all."""
    applications = Application.objects.select_related("scenario__owner", "achievement__owner")
    if actor.is_staff_member:
        return applications
    ids = actor.organization_ids
    return applications.filter(Q(achievement__owner__in=ids) | Q(scenario__owner__in=ids))


def allocations_visible_to(actor: Actor) -> QuerySet[Allocation]:
    """Decided allocations: everybody, for they are published. Proposals: administrators without a tie to a party."""
    decided = ~Q(state=AllocationState.PROPOSED)
    if not actor.is_administrator:
        return Allocation.objects.filter(decided)
    return Allocation.objects.filter(decided | ~_tied(actor.tied_ids))


def listings_of_allocations(actor: Actor, allocations: Iterable[Allocation]) -> dict[UUID, list[Listing]]:
    """By allocation, the scenarios or pilot bases it is about, as far as the actor sees them; two queries for all."""
    named = Allocation.listings.through.objects.filter(allocation__in=list(allocations))
    pairs = list(named.order_by("listing_id").values_list("allocation_id", "listing_id"))
    seen = listings_visible_to(actor).in_bulk([listing for _allocation, listing in pairs])
    found: dict[UUID, list[Listing]] = {}
    for allocation, listing in pairs:
        found.setdefault(allocation, []).extend([seen[listing]] if listing in seen else [])
    return found


def lines_visible_to(actor: Actor) -> QuerySet[AllocationLine]:
    """What decided allocations say of the actor's own applications; for administrators of all in those they see."""
    lines = AllocationLine.objects.select_related(
        "allocation", "owner", "application__scenario", "booking__slot__base"
    ).filter(allocation__in=allocations_visible_to(actor).values("pk"))
    if actor.is_administrator:
        return lines.filter(~Q(owner__in=actor.tied_ids) | Q(owner__in=actor.organization_ids))
    return lines.filter(~Q(allocation__state=AllocationState.PROPOSED), owner__in=actor.organization_ids)


def achievements_to_enter(actor: Actor) -> QuerySet[Achievement]:
    """Achievements with which the actor may book a slot or apply for a scenario: their own, on show."""
    return (
        listings_visible_to(actor, Achievement)
        .filter(owner__in=actor.writable_ids, state__in=ON_SHOW)
        .order_by("title", "pk")
    )


def listings_to_allocate(actor: Actor) -> QuerySet[Listing]:
    """Scenarios and pilot bases with undecided applications, for administrators without a tie to who offers them."""
    if not actor.is_administrator:
        return Listing.objects.none()
    applied = Application.objects.filter(state__in=UNDECIDED_APPLICATIONS).values("scenario")
    requested = Booking.objects.filter(state=BookingState.REQUESTED).values("slot__base")
    waiting = Q(pk__in=applied) | Q(pk__in=requested)
    return listings_visible_to(actor).filter(waiting).exclude(owner__in=actor.tied_ids)


def booking_results_visible_to(actor: Actor) -> QuerySet[BookingResult]:
    """What was measured in the bookings the actor sees."""
    return BookingResult.objects.filter(booking__in=bookings_visible_to(actor).values("pk"))


def slot_steps_visible_to(actor: Actor) -> QuerySet[SlotTransition]:
    return SlotTransition.objects.filter(subject__in=slots_visible_to(actor).values("pk"))


def booking_steps_visible_to(actor: Actor) -> QuerySet[BookingTransition]:
    return BookingTransition.objects.filter(subject__in=bookings_visible_to(actor).values("pk"))


def application_steps_visible_to(actor: Actor) -> QuerySet[ApplicationTransition]:
    return ApplicationTransition.objects.filter(subject__in=applications_visible_to(actor).values("pk"))


def allocation_steps_visible_to(actor: Actor) -> QuerySet[AllocationTransition]:
    return AllocationTransition.objects.filter(subject__in=allocations_visible_to(actor).values("pk"))


def _tied(ids: frozenset[UUID]) -> Q:
    """Is a party of an allocation among these organizations?"""
    applied = AllocationLine.objects.filter(owner__in=ids).values("allocation")
    opened = Allocation.listings.through.objects.filter(listing__owner__in=ids).values("allocation")
    return Q(pk__in=applied) | Q(pk__in=opened)
