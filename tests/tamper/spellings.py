"""One id in the ways people write it: what is read as the same UUID, and what only looks like it."""

from collections.abc import Callable
from html import escape
from json import dumps
from urllib.parse import quote, quote_plus
from uuid import UUID

SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "capitals": str.upper,
    "hex": lambda it: it.replace("-", ""),
    "braced": lambda it: f"{{{it}}}",
    "urn": lambda it: f"urn:uuid:{it}",
    "spaced": lambda it: f" {it}\t",
    "slashed": lambda it: f"{it}/",
    "climbing": lambda it: f"x/../{it}",
    "matrix": lambda it: f"{it};v=1",
    "full-width": lambda it: "".join(chr(ord(each) + 0xFEE0) for each in it),
    "suffixed": lambda it: f"{it}.json",
    "quoted": lambda it: f'"{it}"',
    "sql": lambda it: f"{it}' or '1'='1",
    "nul": lambda it: f"{it}\x00",
    "listed": lambda it: f"{it},{it}",
}
# What is no id at all: integer keys, other types as text, and what a lookup would be made of.
NO_IDS = (
    "0",
    "1",
    "2",
    "7",
    "-1",
    "1e3",
    "9223372036854775808",
    "null",
    "true",
    "None",
    "*",
    "%",
    "..",
    "__all__",
    "",
)


def is_id(value: object) -> bool:
    """Is it a UUID, as rows are named outside?"""
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def traces(id: str, spelled: str) -> list[bytes]:
    """How the id may come back in an answer that repeats what was asked, the longest first."""
    texts = {
        text for each in (id, id.replace("-", ""), spelled, spelled.strip()) for text in (each, each.upper())
    }
    for _round in range(2):  # an address within an address is encoded twice
        texts |= {form(text) for text in texts for form in (escape, quote, quote_plus)}
    texts |= {dumps(text)[1:-1] for text in texts}
    return sorted((text.encode() for text in texts), key=len, reverse=True)
