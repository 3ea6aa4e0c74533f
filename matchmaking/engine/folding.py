"""One character for another: what a reader takes for the same is the same to the engine.

Unicode NFKC folds widths and compatibility forms, `lower` folds case, OpenCC folds traditional Chinese characters to
simplified ones, one by one (電 → 电): a term is a character or a pair, so phrases need no dictionary.
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

CODE_POINTS = 0x110000
SEPARATOR, CHINESE, LATIN = 0, 1, 2  # classes of a code point
CHINESE_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3134F))
LATIN_RANGES = (
    (0x30, 0x39),
    (0x61, 0x7A),
    (0xC0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
)  # Greek, Cyrillic too

# Code points that mean something else beside others: these texts are folded whole, by the slow way.
_HANGUL_JAMO = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF))
_FINAL_SIGMA = 0x3A3
_FIRST_CHANGED, _LAST_CHANGED = (
    0x80,
    0x2FA1F,
)  # NFKC and `lower` change nothing between here and the private areas
_UNCHANGED = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x20000, 0x2F7FF))


@cache
def simplified() -> dict[int, str]:
    """Traditional Chinese characters (code points) to their simplified form, each the last of its chain."""
    characters = [chr(c) for first, last in CHINESE_RANGES[:2] for c in range(first, last + 1)]
    characters = [c for c in characters if unicodedata.normalize("NFKC", c) == c]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = {a: b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}
    return {ord(a): _last(b, pairs) for a, b in pairs.items()}


def fold(text: str) -> str:
    """NFKC, lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(simplified())


@cache
def tables() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Per code point: what it folds to alone, the class of that, and whether it must be folded in its text instead."""
    folded = np.arange(CODE_POINTS, dtype=np.uint32)
    together = np.zeros(CODE_POINTS, np.bool_)
    folded[ord("A") : ord("Z") + 1] += 32
    for code in range(_FIRST_CHANGED, _LAST_CHANGED + 1):
        if any(first <= code <= last for first, last in _UNCHANGED):
            continue
        alone = fold(chr(code))
        if len(alone) == 1 and not unicodedata.category(alone).startswith("M"):
            folded[code] = ord(alone)
        else:
            together[code] = True
    for traditional, simple in simplified().items():
        folded[traditional] = ord(simple)
    for first, last in _HANGUL_JAMO:
        together[first : last + 1] = True
    together[_FINAL_SIGMA] = True
    return folded, _classes()[folded], together


def _classes() -> npt.NDArray[np.uint8]:
    classes = np.full(CODE_POINTS, SEPARATOR, np.uint8)
    for ranges, kind in ((CHINESE_RANGES, CHINESE), (LATIN_RANGES, LATIN)):
        for first, last in ranges:
            classes[first : last + 1] = kind
    return classes


def _last(character: str, pairs: dict[str, str]) -> str:
    while character in pairs:
        character = pairs[character]
    return character
