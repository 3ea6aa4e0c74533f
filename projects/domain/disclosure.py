"""Which fields of a listing an actor may read. Templates, serializers, exports and mails all ask here."""

from collections.abc import Collection, Iterable
from uuid import UUID

from config.kernel.move import Doer
from enterprises.actors import Actor
from enterprises.models import Organization
from projects.choices import Disclosure
from projects.models import DisclosureGrant, Listing

# What stays with the owner until the disclosure level is reached; everything else is the card.
DETAIL_FIELDS = frozenset(
    [
        "description",
        "targets",
        "current_situation",
        "advantages",
        "economics",
        "team",
        "patents",
        "equipment",
        "data_offered",
    ]
)
# What only the owner's own people read, whatever the disclosure level.
OWNER_FIELDS = frozenset(["contact", "external_id"])
_RANK = {level: rank for rank, level in enumerate(Disclosure.values)}


def readable_details(actor: Actor, listings: Iterable[Listing]) -> set[UUID]:
    """Ids of those among `listings` (visible to the actor) whose details the actor may read too; one query at most."""
    readable, closed = set(), []
    for listing in listings:
        if listing.details_are_open or actor.is_staff_member or actor.acts_for(listing.owner_id):
            readable.add(listing.pk)
        else:
            closed.append(listing)
    if closed and actor.organization_ids:
        wanted = {listing.pk: _RANK[listing.disclosure] for listing in closed}
        grants = DisclosureGrant.objects.filter(listing__in=wanted, organization__in=actor.organization_ids)
        readable |= {
            pk for pk, level in grants.values_list("listing_id", "level") if _RANK[level] >= wanted[pk]
        }
    return readable


def can_read_details(actor: Actor, listing: Listing) -> bool:
    return listing.pk in readable_details(actor, [listing])


def visible_fields(names: Collection[str], *, details: bool) -> list[str]:
    """Those of `names` that are shown to somebody who may (or may not) read details."""
    return [name for name in names if details or name not in DETAIL_FIELDS]


def grant_details(
    listing: Listing, organization: Organization, *, level: Disclosure, basis: str, by: Doer
) -> None:
    """Let an organization read a listing's details up to `level`; a second grant of the same level changes nothing."""
    DisclosureGrant.objects.get_or_create(
        listing_id=listing.pk,
        organization=organization,
        level=level,
        defaults={"basis": basis, "by_label": by.label},
    )
