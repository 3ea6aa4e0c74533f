"""Telling the rest of the system that a listing's card or state changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from projects.models import Listing
from projects.signals import listing_changed, market_changed
from projects.states import IN_MARKET

_held_back: ContextVar[list[Listing] | None] = ContextVar("held_back", default=None)


def announce(listing: Listing) -> None:
    """Send `listing_changed`; called inside the transaction of the change."""
    held_back = _held_back.get()
    if held_back is not None:
        held_back.append(listing)
        return
    in_market = listing.state in IN_MARKET
    listing_changed.send(sender=Listing, listing_id=listing.pk, kind=listing.kind, in_market=in_market)


@contextmanager
def one_announcement() -> Iterator[None]:
    """Within it listings announce nothing; at its end one `market_changed` speaks for all that wanted to, if any did.

    Use inside a transaction.
    """
    held_back: list[Listing] = []
    token = _held_back.set(held_back)
    try:
        yield
    finally:
        _held_back.reset(token)
    if held_back:
        market_changed.send(sender=Listing)
