"""Words as people read them: for shared terms and keywords, never for the score."""

import re
from collections import Counter
from functools import lru_cache

import rjieba

from .generic import FUNCTION_CHARACTERS, FUNCTION_WORDS, GENERIC_PAIRS, GENERIC_WORDS
from .tokenise import normalise

MIN_LENGTH = 2  # characters; a single one explains nothing
BREAK = "\n"  # what `cut` puts between words that marks or spaces part

_RUN = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_PASSING = re.compile(
    "|".join(sorted(GENERIC_PAIRS)) + "|[" + "".join(sorted(FUNCTION_CHARACTERS)) + "化性项]"
)


def cut(text: str) -> tuple[str, ...]:
    """The words of a text, normalised, in order, with a BREAK wherever marks stood between."""
    return cut_normalised(normalise(text))


@lru_cache(maxsize=1 << 13)
def cut_normalised(text: str) -> tuple[str, ...]:
    """The same of a text that is normalised already."""
    words: list[str] = []
    for run in _RUN.findall(text):
        words.extend(rjieba.cut(run))
        words.append(BREAK)
    return tuple(words)


@lru_cache(maxsize=1 << 14)
def parts_of(word: str) -> tuple[str, ...]:
    """The shorter dictionary words within a word, in order ("石墨电极" -> "石墨", "电极"); none for a plain word."""
    return tuple(part for part in rjieba.cut_for_search(word) if part != word)


@lru_cache(maxsize=1 << 16)
def is_meaningful(word: str) -> bool:
    """Whether a word tells a reader what a listing is about: long enough, no number, not all passing words."""
    if len(word) < MIN_LENGTH or _NUMBER.fullmatch(word) or word in FUNCTION_WORDS or word in GENERIC_WORDS:
        return False
    return len(_PASSING.sub("", word)) > 0


def keywords(text: str, most: int = 8) -> tuple[str, ...]:
    """The most frequent meaningful words, longer first among equals, then in code point order."""
    counts = Counter(word for word in cut(text) if is_meaningful(word))
    ranked = sorted(counts, key=lambda word: (-counts[word], -len(word), word))
    return tuple(ranked[:most])
