"""Have everything compiled before the first need waits for it."""

import tempfile
from pathlib import Path

from ..index import folder
from ..index.market import Market
from ..types import Card

CARDS = 6_000  # enough for every loop to be used, see the limits SMALL, FEW and MANY
LENGTH = 40  # characters of each


def warm() -> int:
    """Build and search a market of no meaning; the compiled code is kept in numba's cache. Returns the cards found."""
    with tempfile.TemporaryDirectory() as scratch:
        stats = folder.fit_and_build(Path(scratch), ((_card(n), 1) for n in range(CARDS)))
        market = Market.open(Path(scratch), stats)
        return len(market.search(_card(0), 3)) + len(market.search_many([_card(1), _card(2)], 3))


def _card(number: int) -> Card:
    text = "".join(
        chr(0x4E00 + (number * 131 + place * (7 + number % 97)) % 20_000) for place in range(LENGTH)
    )
    return Card(f"{number:06d}", text[:8], text[8:])
