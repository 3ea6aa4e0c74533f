"""What the parties of a match read of each other's listings once those are off show.

A listing that was sent back, taken back or has expired is being rewritten by its owner, and nobody has reviewed what
stands there now. The other party goes on reading the words that were matched, and none that came after.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.models import Docking, Match
from projects.models import Listing
from projects.rules import is_on_show


def reads_card(actor: Actor, listing: Listing, *, matched_revision: int) -> bool:
    """May the actor, who sees the match, read the listing's words as they are now?"""
    if actor.is_staff_member or actor.acts_for(listing.owner_id):
        return True
    return is_on_show(listing) or listing.revision == matched_revision


def as_read_by(actor: Actor, match: Match) -> Match:
    """The match, for showing: a listing whose words the actor may not read is replaced by its bare number."""
    if not reads_card(actor, match.wanted, matched_revision=match.wanted_revision):
        match.wanted = _bare(match.wanted)
    if not reads_card(actor, match.offered, matched_revision=match.offered_revision):
        match.offered = _bare(match.offered)
    return match


def all_as_read_by(actor: Actor, matches: Iterable[Match]) -> list[Match]:
    return [as_read_by(actor, match) for match in matches]


def dockings_as_read_by(actor: Actor, dockings: Iterable[Docking]) -> list[Docking]:
    """Dockings, for showing, each with its match as the actor may read it."""
    found = list(dockings)
    for docking in found:
        as_read_by(actor, docking.match)
    return found


def is_bare(listing: Listing) -> bool:
    """Is it what `as_read_by` puts in a listing's place?"""
    return listing._state.adding


def _bare(listing: Listing) -> Listing:
    """What tells that the listing exists, whose it is, and nothing of what it says. Never saved."""
    title = _("%(number)s（已不对外展示）") % {"number": listing.number}
    return Listing(
        id=listing.pk,
        kind=listing.kind,
        number=listing.number,
        owner=listing.owner,
        state=listing.state,
        disclosure=listing.disclosure,
        title=title,
    )
