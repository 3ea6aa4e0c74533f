"""Who may do what with a listing. Each predicate is one sentence of the policy."""

from typing import TYPE_CHECKING

from projects.states import EDITABLE, ON_SHOW, ListingState

if TYPE_CHECKING:
    from enterprises.actors import Actor
    from projects.models import Listing


def can_edit_listing(actor: "Actor", listing: "Listing") -> bool:
    """Writers of the owning organization edit it while it is not under review or ended."""
    return actor.writes_for(listing.owner_id) and listing.state in EDITABLE


def can_publish_listing(actor: "Actor", listing: "Listing") -> bool:
    """Administrators publish what those they are not tied to submitted; a trusted organization publishes its own."""
    if actor.writes_for(listing.owner_id):
        return listing.owner.verified and listing.owner.trusted
    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)


def can_review_listing(actor: "Actor", listing: "Listing") -> bool:
    """Administrators send back, and never for an organization they are tied to."""
    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)


def can_write_secret(actor: "Actor", listing: "Listing") -> bool:
    """Those who write for the owner read and write its secret text."""
    return actor.writes_for(listing.owner_id)


def can_read_secret(actor: "Actor", listing: "Listing") -> bool:
    """Administrators without a tie to the owner read a secret text, not a draft's, for a reason that the owner sees."""
    return (
        actor.is_administrator
        and listing.state != ListingState.DRAFT
        and not actor.is_tied_to(listing.owner_id)
    )


def is_on_show(listing: "Listing") -> bool:
    return listing.state in ON_SHOW
