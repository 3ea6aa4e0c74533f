"""How close two industry codes of GB/T 4754-2017 are."""

import re
from bisect import bisect_right
from functools import lru_cache

# First division of each section, A to T: GB/T 4754-2017, table of sections and divisions.
_FIRST_DIVISIONS = (1, 6, 13, 44, 47, 51, 53, 61, 63, 66, 70, 71, 73, 76, 80, 83, 84, 86, 91, 97)
_CODE = re.compile(r"([A-T])?(\d{2,4})?")

CLASS, DIVISION, SECTION, OTHER = "class", "division", "section", "other"
VALUES = {CLASS: 1.0, DIVISION: 0.6, SECTION: 0.3, OTHER: 0.0}


def section(code: str) -> str:
    """The section letter of a code written "C", "32", "C32" or "3216"; empty when it is none."""
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        return ""
    letter, digits = found.groups()
    if letter or not digits:
        return letter or ""
    place = bisect_right(_FIRST_DIVISIONS, int(digits[:2]))
    return chr(ord("A") + place - 1) if place else ""


def closeness(a: str, b: str) -> str:
    """class, division, section or other: the finest level at which both codes name the same."""
    if not section(a) or section(a) != section(b):
        return OTHER
    left, right = (code.strip().lstrip("ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst") for code in (a, b))
    if len(left) == 4 and left == right:
        return CLASS
    if len(left) >= 2 and left[:2] == right[:2]:
        return DIVISION
    return SECTION


@lru_cache(maxsize=1 << 14)  # a market holds few combinations of codes, and each is met in every search
def closest(wanted: tuple[str, ...], offered: tuple[str, ...]) -> tuple[str, str, str]:
    """(level, wanted code, offered code) of the closest pair; of equals the first in code order."""
    pairs = [(-VALUES[closeness(a, b)], a, b) for a in wanted for b in offered]
    _, a, b = min(pairs)
    return closeness(a, b), a, b
