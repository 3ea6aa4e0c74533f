"""Which fields of a listing an actor reads: pages, API, comparison, matching and the admin all ask a Sight.

tests/fields/ reads every field back through every door, for each role and state, against a table that people review.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from config.kernel.move import Doer
from enterprises.actors import Actor
from enterprises.models import Organization
from projects.choices import Disclosure
from projects.models import DisclosureGrant, Listing

# What everybody reads who sees the listing. A field that stands in none of the three sets is shown to nobody.
CARD_FIELDS = frozenset(
    [
        "id",
        "kind",
        "number",
        "owner",
        "state",
        "title",
        "summary",
        "keywords",
        "industries",
        "disciplines",
        "region",
        "trl",
        "trl_scheme",
        "modes",
        "disclosure",
        "published_at",
        "expires_on",
        "revision",
        "card_changed",
        "created",
        "need_type",
        "effects",
        "urgency",
        "budget_band",
        "organise",
        "trl_wanted",
        "form",
        "nature",
        "stage",
        "level",
        "ip_kinds",
        "ip_state",
        "ownership",
        "pricing_method",
        "payment_modes",
        "asking_price",
        "separate_ledger",
        "base_kind",
        "services",
        "domain",
        "capacity",
        "trl_from",
        "trl_to",
        "price_note",
        "list_kind",
        "aspect",
        "size",
        "entry_conditions",
        "starts_on",
        "ends_on",
        "places",
        "funding",
        "work_kinds",
        "accreditation",
        "lead_time",
    ]
)
# What stays with the owner until the disclosure level is reached.
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
        "track_record",
    ]
)
# What only the owner's own people read, whatever the disclosure level.
OWNER_FIELDS = frozenset(["contact", "external_id"])
_RANK = {level: rank for rank, level in enumerate(Disclosure.values)}


@dataclass(frozen=True)
class Sight:
    """How far somebody who sees a listing sees into it: its card always, its details, what is its owner's."""

    details: bool
    own: bool = False

    def shows(self, field: str) -> bool:
        return (
            field in CARD_FIELDS
            or (self.details and field in DETAIL_FIELDS)
            or (self.own and field in OWNER_FIELDS)
        )

    def of(self, fields: Iterable[str]) -> list[str]:
        """Those of `fields` that are shown, in their order."""
        return [field for field in fields if self.shows(field)]


def public_sight(listing: Listing) -> Sight:
    """What everybody reads of a listing on show who sees its card: nobody's own, no grant."""
    return Sight(details=listing.details_are_open)


def sights(actor: Actor, listings: Iterable[Listing]) -> dict[UUID, Sight]:
    """How far the actor sees into each of `listings`, which they see; one query at most."""
    listings = list(listings)
    readable = _readable_details(actor, listings)
    return {
        listing.pk: Sight(details=listing.pk in readable, own=actor.acts_for(listing.owner_id))
        for listing in listings
    }


def sight_of(actor: Actor, listing: Listing) -> Sight:
    return sights(actor, [listing])[listing.pk]


def _readable_details(actor: Actor, listings: Iterable[Listing]) -> set[UUID]:
    """Details are open by level, to staff, to the owner's people, and to organizations with a grant that reaches."""
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
