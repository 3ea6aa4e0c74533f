"""The seam between listings and the engine: listings become cards, nothing else of them gets through."""

import datetime as dt

from matchmaking.engine.types import Card
from projects.domain.card import card_words
from projects.models import Achievement, Listing, Need, PilotBase

_DAY_ZERO = dt.date(1970, 1, 1).toordinal()

# Upper end of each budget band in yuan; "negotiable" and the open top band say nothing.
_BUDGET_TOP = {
    "lt10": 100_000,
    "b10_50": 500_000,
    "b50_100": 1_000_000,
    "b100_500": 5_000_000,
    "b500_1000": 10_000_000,
}


def card_of(listing: Listing) -> Card:
    """The public card of a listing (a child instance: Need, Achievement …)."""
    trl, budget = listing.trl, None
    if isinstance(listing, Need):
        trl, budget = listing.trl_wanted, budget_of(listing)
    elif isinstance(listing, PilotBase):
        trl = listing.trl_to
    elif isinstance(listing, Achievement) and listing.asking_price is not None:
        budget = int(listing.asking_price)
    return Card(
        id=str(listing.pk),
        title=listing.title,
        text=card_words(listing),
        keywords=tuple(listing.keywords),
        owner=str(listing.owner_id),
        industries=tuple(listing.industries),
        region=listing.region,
        trl=trl,
        modes=tuple(listing.modes),
        budget=budget,
        kind=listing.kind,
        disclosure=listing.disclosure,
        expires=day_number(listing.expires_on) if listing.expires_on else 0,
    )


def budget_of(need: Need) -> int | None:
    """The upper end of what the need says it may cost, in yuan; None where it does not say."""
    return _BUDGET_TOP.get(need.budget_band)


def day_number(day: dt.date) -> int:
    """A day as cards have it: days since 1970-01-01."""
    return day.toordinal() - _DAY_ZERO
