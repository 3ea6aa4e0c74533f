"""The draw: an order of all entries that anybody can work out from the published seed."""

from collections.abc import Iterable
from hashlib import sha256


def ticket_of(seed: str, id: str) -> str:
    """SHA-256 of "seed:id" in hexadecimal; the lowest comes first. It depends on no other entry and on no library."""
    return sha256(f"{seed}:{id}".encode()).hexdigest()


def draw(seed: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order of their tickets."""
    return [each for _ticket, each in sorted((ticket_of(seed, each), each) for each in ids)]
