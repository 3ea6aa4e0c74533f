"""The one entry to this app's rows per actor. Lists and single objects obey the same query."""

from typing import Any, TypeVar, overload

from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from enterprises.states import OrganizationState
from projects.choices import Disclosure
from projects.models import DisclosureGrant, Listing, ListingTransition, NeedTarget, ReadingAlert
from projects.states import ON_SHOW, ListingState

SomeListing = TypeVar("SomeListing", bound=Listing)


@overload
def listings_visible_to(actor: Actor) -> QuerySet[Listing]: ...
@overload
def listings_visible_to(actor: Actor, model: type[SomeListing]) -> QuerySet[SomeListing]: ...
def listings_visible_to(actor: Actor, model: Any = Listing) -> Any:
    """Listings of `model` whose card the actor may see.

    Everybody: what is on show, public, and from an organization in service. Members of a verified organization: all
    disclosure levels of what is on show. One's own: always. Administrators and brokers: all but others' drafts.
    """
    listings = model._default_manager.select_related("owner")
    own = Q(owner__in=actor.organization_ids)
    if actor.is_staff_member:
        return listings.filter(own | ~Q(state=ListingState.DRAFT))
    shown = Q(state__in=ON_SHOW) & ~Q(owner__state=OrganizationState.SUSPENDED)
    if not actor.is_member:
        shown &= Q(disclosure=Disclosure.PUBLIC)
    return listings.filter(own | shown)


@overload
def own_listings(actor: Actor) -> QuerySet[Listing]: ...
@overload
def own_listings(actor: Actor, model: type[SomeListing]) -> QuerySet[SomeListing]: ...
def own_listings(actor: Actor, model: Any = Listing) -> Any:
    """Listings of the actor's organizations, in every state."""
    return model._default_manager.select_related("owner").filter(owner__in=actor.organization_ids)


def listing_steps_visible_to(actor: Actor) -> QuerySet[ListingTransition]:
    """The history of one's own listings; for staff of all but others' drafts, whose titles it would tell."""
    listings = listings_visible_to(actor) if actor.is_staff_member else own_listings(actor)
    return ListingTransition.objects.filter(subject__in=listings)


def targets_visible_to(actor: Actor) -> QuerySet[NeedTarget]:
    """Quantified targets of one's own needs; for staff of all they see."""
    needs = listings_visible_to(actor) if actor.is_staff_member else own_listings(actor)
    return NeedTarget.objects.filter(need__in=needs.values("pk"))


def grants_visible_to(actor: Actor) -> QuerySet[DisclosureGrant]:
    """Who may read which details: of one's own listings; for staff of all they see."""
    listings = listings_visible_to(actor) if actor.is_staff_member else own_listings(actor)
    return DisclosureGrant.objects.filter(listing__in=listings)


def writable_listings(actor: Actor) -> QuerySet[Listing]:
    """Listings of the organizations the actor writes for, in every state."""
    return Listing.objects.select_related("owner").filter(owner__in=actor.writable_ids)


def alerts_visible_to(actor: Actor) -> QuerySet[ReadingAlert]:
    """Alerts about people who read unusually many secrets: for administrators."""
    return (
        ReadingAlert.objects.select_related("reader")
        if actor.is_administrator
        else ReadingAlert.objects.none()
    )


def search_listings(listings: QuerySet[SomeListing], text: str) -> QuerySet[SomeListing]:
    """Those whose public card holds every word of `text` (words are separated by spaces)."""
    for word in text.split()[:10]:
        listings = listings.filter(search_text__icontains=word)
    return listings
