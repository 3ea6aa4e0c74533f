"""Which text of a card is read, and how much of it."""

import re
from functools import lru_cache

from .types import Card

READ = (
    600  # characters of a wanted card's text; 400 to 800 rank alike on judged pairs, 120 loses half a point
)

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]*")
_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 13)  # a card is explained many times, and its description is the longest of it
def without_repeats(text: str) -> str:
    """The text with each sentence once, first occurrence kept.

    Listings copied between systems often hold their description twice, even joined in the middle of a
    sentence, so an exactly doubled text is halved first. Marks and spaces do not tell sentences apart.
    """
    text = text.strip()
    half = len(text) // 2
    if half and text[:half].strip() == text[half:].strip():
        text = text[:half]
    sentences = _SENTENCE.findall(text)
    if len(sentences) == 1:
        return str(sentences[0]).strip()
    seen: set[str] = set()
    kept: list[str] = []
    for sentence in sentences:
        key = _MARKS.sub("", sentence).lower()
        if key and key in seen:
            continue
        seen.add(key)
        kept.append(sentence)
    return "".join(kept).strip()


def heading(card: Card) -> str:
    """What the owner chose to be found by: title and keywords."""
    return "\n".join((card.title, *card.keywords))


def wanted_content(card: Card) -> str:
    """The part of a wanted card's text that is matched."""
    return without_repeats(card.text)[:READ]


def offered_text(card: Card) -> str:
    """The whole matched text of an offered card."""
    return "\n".join((heading(card), without_repeats(card.text)))
