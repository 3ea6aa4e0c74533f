"""What of a card the encoder reads."""

import hashlib

from ..passages import offered_text
from ..types import Card


def card_text(card: Card) -> str:
    """Title, keywords and text, on either side: the same words that are counted, without repeats."""
    return offered_text(card).strip()


def digest_of(text: str) -> int:
    """64 bits of sha256 from 1 up: equal texts have equal vectors, whatever revision of a listing says them."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") or 1
