"""Code points to term codes, and term codes to numbers with their counts."""

import numpy as np
import numpy.typing as npt

from ..codes import DIGITS, HASHED, POINT_BITS, PRIME, STEM, WHOLE
from ..folding import CHINESE, LATIN
from ..tokenise import PREFIX
from .compiled import compiled

U64 = np.uint64
_BITS, _PRIME, _STEM, _WHOLE = U64(POINT_BITS), U64(PRIME), U64(STEM), U64(WHOLE)
_HASHED, _DIGITS = U64(HASHED), U64(DIGITS)
_BODY = U64(~(HASHED | DIGITS) & ((1 << 64) - 1))
_FIRST, _SECOND = U64(0xBF58476D1CE4E5B9), U64(0x94D049BB133111EB)
_SPACE, _TAB, _ZERO, _NINE = 32, 9, 48, 57
_FULL = 60  # percent of a table that may be taken

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Points = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint64]


@compiled
def mixed(code: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64, see codes.mixed."""
    code = (code ^ (code >> U64(30))) * _FIRST
    code = (code ^ (code >> U64(27))) * _SECOND
    return code ^ (code >> U64(31))


@compiled
def emit(points: Points, classes: npt.NDArray[np.uint8], starts: Longs, codes: Codes, bounds: Longs) -> None:
    """The terms of each text (points[starts[n]:starts[n + 1]]) into codes[bounds[n]:bounds[n + 1]], as `tokenise`."""
    filled = 0
    for n in range(len(starts) - 1):
        bounds[n] = filled
        i, end = starts[n], starts[n + 1]
        while i < end:
            kind = classes[i]
            if kind == CHINESE:
                codes[filled] = U64(points[i])
                filled += 1
                following = i + 1
                while following < end and (points[following] == _SPACE or points[following] == _TAB):
                    following += 1
                if following < end and classes[following] == CHINESE:
                    codes[filled] = (U64(points[i]) << _BITS) | U64(points[following])
                    filled += 1
                i += 1
            elif kind == LATIN:
                code, stem, digits, start = _WHOLE, _STEM, True, i
                while i < end and classes[i] == LATIN:
                    code = (code ^ U64(points[i])) * _PRIME
                    if i - start < PREFIX:
                        stem = (stem ^ U64(points[i])) * _PRIME
                    digits = digits and points[i] >= _ZERO and points[i] <= _NINE
                    i += 1
                codes[filled] = (mixed(code) & _BODY) | _HASHED | (_DIGITS if digits else U64(0))
                filled += 1
                if i - start > PREFIX:
                    codes[filled] = (mixed(stem) & _BODY) | _HASHED
                    filled += 1
            else:
                i += 1
    bounds[len(starts) - 1] = filled


@compiled
def grown(keys: Codes, numbers: Ints) -> tuple[Codes, Ints]:
    """A hash table of twice the size with the same entries (open addressing, linear probing; 0 is an empty key)."""
    size = len(keys) * 2
    new_keys, new_numbers = np.zeros(size, np.uint64), np.empty(size, np.int32)
    mask = U64(size - 1)
    for i in range(len(keys)):
        if keys[i] != U64(0):
            place = mixed(keys[i]) & mask
            while new_keys[place] != U64(0):
                place = (place + U64(1)) & mask
            new_keys[place], new_numbers[place] = keys[i], numbers[i]
    return new_keys, new_numbers


@compiled
def count(
    codes: Codes, bounds: Longs, keys: Codes, numbers: Ints, known: int, terms: Ints, times: Ints, rows: Longs
) -> tuple[Codes, Ints, int]:
    """Number the codes (in order of first sight, from `known` on) and count each within its text.

    terms[rows[n]:rows[n + 1]] are the distinct term numbers of text n, `times` how often each stands there.
    Returns the hash table, grown where needed, and how many terms are known now.
    """
    mask, filled = U64(len(keys) - 1), 0
    last_seen = np.full(len(keys), -1, np.int64)  # by term number: where the running text holds it
    for n in range(len(bounds) - 1):
        start = rows[n] = filled
        if known + bounds[n + 1] - bounds[n] > len(keys) // 100 * _FULL:
            while known + bounds[n + 1] - bounds[n] > len(keys) // 100 * _FULL:
                keys, numbers = grown(keys, numbers)
            mask = U64(len(keys) - 1)
            last_seen = np.full(len(keys), -1, np.int64)
        for p in range(bounds[n], bounds[n + 1]):
            code = codes[p]
            place = mixed(code) & mask
            while keys[place] != U64(0) and keys[place] != code:
                place = (place + U64(1)) & mask
            if keys[place] == U64(0):
                keys[place], numbers[place] = code, known
                known += 1
            term = numbers[place]
            if last_seen[term] >= start:
                times[last_seen[term]] += 1
            else:
                last_seen[term] = filled
                terms[filled], times[filled] = term, 1
                filled += 1
    rows[len(bounds) - 1] = filled
    return keys, numbers, known


@compiled
def weigh(
    bounds: Longs,
    terms: Ints,
    times: Ints,
    table: Floats,
    idf: Floats,
    numbers: Ints,
    new_bounds: Longs,
    new_terms: Ints,
    weights: Weights,
) -> None:
    """Unit rows of table[times - 1] · idf, terms without weight left out; rows.offered_rows says it in numpy."""
    filled = 0
    values = np.empty(0)
    for n in range(len(bounds) - 1):
        start = new_bounds[n] = filled
        if len(values) < bounds[n + 1] - bounds[n]:
            values = np.empty(2 * (bounds[n + 1] - bounds[n]))
        squares = 0.0
        for p in range(bounds[n], bounds[n + 1]):
            value = table[times[p] - 1] * idf[terms[p]]
            if value > 0:
                new_terms[filled], values[filled - start] = numbers[terms[p]], value
                squares += value * value
                filled += 1
        length = np.sqrt(squares)
        for p in range(start, filled):
            weights[p] = values[p - start] / length
    new_bounds[len(bounds) - 1] = filled
