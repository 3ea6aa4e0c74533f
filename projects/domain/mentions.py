"""What a party of a booking or an application reads of the other's listing once that is off show."""

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from projects.models import Listing
from projects.rules import is_on_show


def mentioned(actor: Actor, listing: Listing) -> Listing:
    """The listing; for who is neither of its people nor staff, its bare number once it is off show: its owner is
    rewriting it, and nobody has reviewed what stands there now. The bare one is never saved."""
    if actor.is_staff_member or actor.acts_for(listing.owner_id) or is_on_show(listing):
        return listing
    return Listing(
        id=listing.pk,
        kind=listing.kind,
        number=listing.number,
        owner=listing.owner,
        state=listing.state,
        disclosure=listing.disclosure,
        title=_("%(number)s（已不对外展示）") % {"number": listing.number},
    )
