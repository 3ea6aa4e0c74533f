"""Finding the listing a page is about: what the actor may not see is not there."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from enterprises.actors import Actor
from enterprises.domain.queries import organizations_visible_to
from enterprises.models import Organization
from projects.domain.queries import listings_visible_to
from projects.models import KIND_MODELS, Listing
from projects.rules import may_offer


def listing_or_404(actor: Actor, pk: UUID) -> Any:
    """The listing as its own kind (Need, Achievement …), with its owner and contact."""
    kind = listings_visible_to(actor).filter(pk=pk).values_list("kind", flat=True).first()
    if kind is None:
        raise Http404
    model: type[Listing] = KIND_MODELS[kind]
    return get_object_or_404(listings_visible_to(actor, model).select_related("contact"), pk=pk)


def own_organizations(actor: Actor) -> list[Organization]:
    """The organizations the actor belongs to, those the actor may write for first."""
    rows = organizations_visible_to(actor).filter(pk__in=actor.organization_ids)
    return sorted(rows, key=lambda organization: (not actor.writes_for(organization.pk), organization.name))


def writable_organizations(actor: Actor) -> list[Organization]:
    """The organizations the actor may publish for."""
    return [owner for owner in own_organizations(actor) if actor.writes_for(owner.pk)]


def owners_for(kind: str, owners: list[Organization]) -> list[Organization]:
    """Those of `owners` that may publish listings of `kind`."""
    return [owner for owner in owners if may_offer(kind, owner)]


def chosen_owner(owners: list[Organization], chosen: str | None) -> Organization:
    """The one of `owners` whose id was given; the first where none was.

    Any other is not there, whether it exists or not: nobody is silently taken to have meant their own.
    """
    found = next((owner for owner in owners if str(owner.pk) == chosen), None) if chosen else owners[0]
    if found is None:
        raise Http404
    return found
