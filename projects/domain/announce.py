"""Telling the rest of the system that a listing's card or state changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from projects.models import Listing
from projects.signals import listing_changed, market_changed
from projects.states import IN_MARKET

_in_bulk: ContextVar[bool] = ContextVar("in_bulk", default=False)


def announce(listing: Listing) -> None:
    """Send `listing_changed`; called inside the transaction of the change."""
    if not _in_bulk.get():
        in_market = listing.state in IN_MARKET
        listing_changed.send(sender=Listing, listing_id=listing.pk, kind=listing.kind, in_market=in_market)


@contextmanager
def one_announcement() -> Iterator[None]:
    """Within it listings announce nothing; at its end one `market_changed` speaks for all. Use inside a transaction."""
    token = _in_bulk.set(True)
    try:
        yield
    finally:
        _in_bulk.reset(token)
    market_changed.send(sender=Listing)
