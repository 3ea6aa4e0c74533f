"""A term as a number of 64 bits, so that millions of them are counted without a string each.

A character is its code point, a pair two of them (first << 21 | second): both can be read back. A run of letters and
digits is a hash with the top bit set; two runs with one hash in a vocabulary of three million are less likely than
one in a million.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .tokenise import PREFIX

Codes = npt.NDArray[np.uint64]

POINT_BITS = 21  # a code point has at most 21
HASHED = 1 << 63
DIGITS = 1 << 62  # a run of digits only
WHOLE, STEM = (
    0xCBF29CE484222325,
    0x9E3779B97F4A7C15,
)  # seeds: a run of its own, and the first letters of a longer one
PRIME = 0x100000001B3
MASK = (1 << 64) - 1


@lru_cache(maxsize=1 << 16)
def code_of(term: str) -> int:
    """The code of one term as `tokenise` writes it."""
    stem = term.endswith("*") and len(term) == PREFIX + 1
    if is_chinese(term[0]):
        return ord(term) if len(term) == 1 else ord(term[0]) << POINT_BITS | ord(term[1])
    run = term[:PREFIX] if stem else term
    code = STEM if stem else WHOLE
    for character in run:
        code = (code ^ ord(character)) * PRIME & MASK
    flags = HASHED | (DIGITS if run.isdigit() and not stem else 0)
    return mixed(code) & ~(HASHED | DIGITS) | flags


def codes_of(terms: Iterable[str]) -> Codes:
    """The codes of terms, in their order."""
    return np.fromiter((code_of(term) for term in terms), np.uint64)


def term_of(code: int) -> str:
    """The term of a code as far as it can be read: a run of letters is only named by its hash."""
    if code & HASHED:
        return f"#{code & ~(HASHED | DIGITS):016x}"
    first, second = code >> POINT_BITS, code & ((1 << POINT_BITS) - 1)
    return chr(first) + chr(second) if first else chr(second)


def is_pair(codes: Codes) -> npt.NDArray[np.bool_]:
    """Which codes are two Chinese characters."""
    return (codes >= np.uint64(1 << POINT_BITS)) & (codes < np.uint64(HASHED))


def is_digits(codes: Codes) -> npt.NDArray[np.bool_]:
    """Which codes are bare numbers."""
    flags = np.uint64(HASHED | DIGITS)
    return np.asarray((codes & flags) == flags)


def is_chinese(character: str) -> bool:
    """Whether a folded character is of the Chinese ranges."""
    point = ord(character)
    return 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3134F


def mixed(code: int) -> int:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit in depends on every bit out."""
    code = (code ^ code >> 30) * 0xBF58476D1CE4E5B9 & MASK
    code = (code ^ code >> 27) * 0x94D049BB133111EB & MASK
    return code ^ code >> 31
