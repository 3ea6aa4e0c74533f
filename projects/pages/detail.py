"""The page of one listing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.actors import Actor, ActorRequest
from projects.choices import ListingKind
from projects.domain.disclosure import Sight, sight_of
from projects.domain.secrets import readings_of, secret_text
from projects.models import Listing, Need
from projects.pages.access import listing_or_404
from projects.pages.actions import offered_actions
from projects.pages.facts import facts_of, long_texts_of
from projects.rules import can_edit_listing, can_read_secret, can_write_secret, is_on_show

# Strangers too are shown what resembles these; the others' matches are for their parties.
_SHOWN_TO_ALL = frozenset({ListingKind.NEED, ListingKind.ACHIEVEMENT})


@require_safe
def detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The card, the details as far as the reader may see them, and what the reader can do."""
    listing = listing_or_404(request.actor, pk)
    return render(request, "projects/detail.html", detail_context(request.actor, listing))


def detail_context(actor: Actor, listing: Listing) -> dict[str, Any]:
    """Everything the page shows."""
    sight = sight_of(actor, listing)
    own = actor.acts_for(listing.owner_id)
    return card_context(listing, sight) | {
        "own": own,
        "contact": listing.contact if sight.shows("contact") else None,
        "secret": secret_text(listing, by=actor),
        "readings": readings_of(listing, by=actor),
        "writes": can_write_secret(actor, listing) and listing.kind in _SHOWN_TO_ALL,
        "may_read_secret": can_read_secret(actor, listing),
        "transitions": listing.transitions.all() if own or actor.is_staff_member else None,
        "actions": offered_actions(actor, listing),
        "can_edit": can_edit_listing(actor, listing),
        "on_show": is_on_show(listing),
        "has_matches": own or actor.is_staff_member or listing.kind in _SHOWN_TO_ALL,
    }


def card_context(listing: Listing, sight: Sight) -> dict[str, Any]:
    """What of a listing is read: shared by the page and by the preview of an unsaved one."""
    targets = listing.targets.all() if isinstance(listing, Need) and not listing._state.adding else ()
    return {
        "listing": listing,
        "details": sight.details,
        "facts": facts_of(listing, sight),
        "texts": long_texts_of(listing, sight),
        "targets": targets if sight.shows("targets") else (),
    }
