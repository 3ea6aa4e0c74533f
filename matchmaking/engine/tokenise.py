"""Text to terms for matching: Chinese by character and character pair, everything else by word.

No segmenter takes part in the score: on judged pairs of a Chinese technology market single characters
and pairs beat segmented words, while letter n-grams over Latin text are far worse than whole words.
"""

import re
from itertools import pairwise

from .folding import fold

VERSION = 2  # part of every Stats.version: raise it when the terms of any text change
PREFIX = 5  # letters; a run longer than this also gives its prefix, so that inflected forms meet

_CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LATIN = "0-9a-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"  # accented Latin, Greek and Cyrillic too
_GAP = re.compile(f"(?<=[{_CJK}])[ \t]+(?=[{_CJK}])")
_RUNS = re.compile(f"([{_CJK}]+)|([{_LATIN}]+)")
_PAIR = re.compile(f"[{_CJK}]{{2}}")


def normalise(text: str) -> str:
    """Widths, case and traditional characters folded (see `folding`), no spaces between Chinese characters.

    Chinese is written without spaces; where a source has them they are layout ("锂 离子 电池").
    """
    return _GAP.sub("", fold(text))


def tokenise(text: str) -> list[str]:
    """The terms of a text, repeated as often as they occur.

    A run of Chinese gives each character and each pair of neighbours; a run of letters and digits gives
    itself and, when longer than PREFIX, its prefix marked with a star ("catalyst" -> "catalyst", "catal*").
    """
    terms: list[str] = []
    for chinese, latin in _RUNS.findall(normalise(text)):
        if chinese:
            terms.extend(chinese)
            terms.extend(a + b for a, b in pairwise(chinese))
        else:
            terms.append(latin)
            if len(latin) > PREFIX:
                terms.append(latin[:PREFIX] + "*")
    return terms


def is_pair(term: str) -> bool:
    """Whether a term is two Chinese characters; most terms are, and most rare ones of them are accidents."""
    return _PAIR.fullmatch(term) is not None
