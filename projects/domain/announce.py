"""Telling the rest of the system that a listing's card or state changed."""

from projects.models import Listing
from projects.signals import listing_changed
from projects.states import IN_MARKET


def announce(listing: Listing) -> None:
    """Send `listing_changed`; called inside the transaction of the change."""
    listing_changed.send(
        sender=Listing, listing_id=listing.pk, kind=listing.kind, in_market=listing.state in IN_MARKET
    )
