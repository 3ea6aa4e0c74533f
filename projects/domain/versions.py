"""Versions of listings: the words as they were when somebody decided on them, with checksums that show it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from enterprises.actors import Actor
from projects.domain.disclosure import CARD_FIELDS, DETAIL_FIELDS
from projects.domain.queries import listings_visible_to
from projects.domain.targets import targets_of
from projects.models import KIND_MODELS, Listing, ListingVersion, Need
from projects.rules import is_on_show

# Where a listing stands, not what it says.
_NOT_WORDS = frozenset(
    {"id", "state", "published_at", "expires_on", "card_changed", "created", "revision", "disclosure"}
)


def keep_versions(ids: Iterable[UUID]) -> dict[UUID, int]:
    """Keep these listings as they are now, those that are not kept yet; returns the revision of each. Call it in the
    transaction of the decision. Of two who decide at once, both may call it: a revision is kept once."""
    listings = list(Listing.objects.filter(pk__in=list(ids)).only("pk", "kind", "revision").order_by("pk"))
    kept = ListingVersion.objects.filter(listing__in=listings).values_list("listing_id", "revision")
    known = set(kept)
    found = {listing.pk: listing.revision for listing in listings}
    for listing in listings:
        if (listing.pk, listing.revision) not in known:
            found[listing.pk] = _keep(KIND_MODELS[listing.kind]._default_manager.get(pk=listing.pk))
    return found


def _keep(listing: Listing) -> int:
    card = _words(listing, CARD_FIELDS - _NOT_WORDS)
    details = _words(listing, DETAIL_FIELDS)
    version = ListingVersion(
        listing_id=listing.pk,
        revision=listing.revision,
        disclosure=listing.disclosure,
        on_show=is_on_show(listing),
        card=card,
        details=details,
        card_sha256=checksum(card),
        details_sha256=checksum(details),
    )
    ListingVersion.objects.bulk_create([version], ignore_conflicts=True)
    return listing.revision


def _words(listing: Listing, names: Iterable[str]) -> dict[str, Any]:
    """Those of the fields that this kind has and that say something, as JSON has them."""
    values: dict[str, Any] = {}
    for name in sorted(names):
        if name == "targets":
            values[name] = targets_of(listing) if isinstance(listing, Need) else []
        elif name == "owner":
            values[name] = str(listing.owner_id)
        else:
            values[name] = getattr(listing, name, None)
    said = {name: value for name, value in values.items() if value not in (None, "", [], {})}
    plain: dict[str, Any] = json.loads(json.dumps(said, cls=DjangoJSONEncoder))
    return plain


def checksum(words: Mapping[str, Any]) -> str:
    """SHA-256 of the words as JSON: keys in order, no spaces, UTF-8. Anybody can compute it again."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def versions_visible_to(actor: Actor) -> QuerySet[ListingVersion]:
    """Kept versions of one's own listings; staff read those of listings of parties they are not tied to."""
    rows = ListingVersion.objects.select_related("listing__owner")
    own = rows.filter(listing__owner__in=actor.organization_ids)
    if not actor.is_staff_member:
        return own
    others = rows.filter(listing__in=listings_visible_to(actor).values("pk"))
    return own | others.exclude(listing__owner__in=actor.tied_ids)
