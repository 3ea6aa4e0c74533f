"""Code points to term codes, and term codes to numbers with their counts."""

import numpy as np
import numpy.typing as npt

from ..codes import DIGITS, HASHED, POINT_BITS, PRIME, STEM, WHOLE
from ..folding import CHINESE, LATIN
from ..tokenise import PREFIX
from .compiled import compiled
from .prefetch import prefetch

U64 = np.uint64
_BITS, _PRIME, _STEM, _WHOLE = U64(POINT_BITS), U64(PRIME), U64(STEM), U64(WHOLE)
_HASHED, _DIGITS = U64(HASHED), U64(DIGITS)
_BODY = U64(~(HASHED | DIGITS) & ((1 << 64) - 1))
_FIRST, _SECOND = U64(0xBF58476D1CE4E5B9), U64(0x94D049BB133111EB)
_SPACE, _TAB, _ZERO, _NINE = 32, 9, 48, 57
_FULL = 60  # percent of a table that may be taken
_AHEAD = 8  # terms whose places are sent for while one is counted

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Points = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Table = tuple[Codes, Ints, Longs]  # codes, their numbers, and by number where the running text holds it


@compiled
def mixed(code: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64, see codes.mixed."""
    code = (code ^ (code >> U64(30))) * _FIRST
    code = (code ^ (code >> U64(27))) * _SECOND
    return code ^ (code >> U64(31))


@compiled
def emit(points: Points, start: int, end: int, folded: Points, classes: Bytes, codes: Codes) -> int:
    """The terms of the text points[start:end] into `codes`, as `tokenise` gives them; returns how many.

    `folded` and `classes` are by code point, see folding.tables.
    """
    filled, i = 0, start
    while i < end:
        kind, point = classes[points[i]], folded[points[i]]
        i += 1
        if kind == CHINESE:
            codes[filled] = U64(point)
            filled += 1
            following = i
            while following < end and _is_blank(folded[points[following]]):
                following += 1
            if following < end and classes[points[following]] == CHINESE:
                codes[filled] = (U64(point) << _BITS) | U64(folded[points[following]])
                filled += 1
        elif kind == LATIN:
            code, stem, digits, length = _WHOLE, _STEM, True, 0
            while kind == LATIN:
                code = (code ^ U64(point)) * _PRIME
                if length < PREFIX:
                    stem = (stem ^ U64(point)) * _PRIME
                digits = digits and point >= _ZERO and point <= _NINE
                length += 1
                if i == end:
                    break
                kind, point = classes[points[i]], folded[points[i]]
                i += kind == LATIN
            codes[filled] = (mixed(code) & _BODY) | _HASHED | (_DIGITS if digits else U64(0))
            filled += 1
            if length > PREFIX:
                codes[filled] = (mixed(stem) & _BODY) | _HASHED
                filled += 1
    return filled


@compiled
def _is_blank(point: np.uint32) -> bool:
    return bool(point in (_SPACE, _TAB))


@compiled
def grown(keys: Codes, numbers: Ints) -> Table:
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
    return new_keys, new_numbers, np.full(size, -1, np.int64)


@compiled
def count(
    points: Points,
    starts: Longs,
    folded: Points,
    classes: Bytes,
    table: Table,
    known: int,
    terms: Ints,
    times: Ints,
    filled: int,
    rows: Longs,
) -> tuple[Table, int, int]:
    """Number the terms of texts (in order of first sight, from `known` on) and count each within its text.

    Text n is points[starts[n]:starts[n + 1]]. Its distinct term numbers are appended to `terms`, from `filled` on, and
    how often each stands there to `times`; rows[n] is where they end.
    Returns the table, grown where needed, how many terms are known now, and where the last text ends.
    """
    keys, numbers, last_seen = table
    mask = U64(len(keys) - 1)
    longest = 0
    for n in range(len(rows)):
        longest = max(longest, starts[n + 1] - starts[n])
    codes = np.empty(2 * longest, np.uint64)
    for n in range(len(rows)):
        start = filled
        many = emit(points, starts[n], starts[n + 1], folded, classes, codes)
        while known + many > len(keys) // 100 * _FULL:
            keys, numbers, last_seen = grown(keys, numbers)
            mask = U64(len(keys) - 1)
        for p in range(many):
            if p + _AHEAD < many:
                prefetch(keys, mixed(codes[p + _AHEAD]) & mask)
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
        rows[n] = filled
    return (keys, numbers, last_seen), known, filled


@compiled
def packed(bounds: Longs, terms: Ints, times: Ints, rank: Ints, shift: int, low: int, keys: Longs) -> None:
    """One number per entry that sorts by row, then by rank[term]: row << shift | rank << low | times."""
    for n in range(len(bounds) - 1):
        for p in range(bounds[n], bounds[n + 1]):
            keys[p - bounds[0]] = n << shift | np.int64(rank[terms[p]]) << low | np.int64(times[p])


@compiled
def unpacked(keys: Longs, shift: int, low: int, terms: Ints, times: Ints) -> None:
    """The ranks and times of sorted `packed` numbers."""
    for p in range(len(keys)):
        terms[p] = (keys[p] & ((1 << shift) - 1)) >> low
        times[p] = keys[p] & ((1 << low) - 1)


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
