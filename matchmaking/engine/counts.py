"""Texts to counted terms: for each text its distinct terms and how often each stands in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import kernels
from .codes import Codes, codes_of
from .folding import tables
from .memory import room, roomier
from .tokenise import normalise, tokenise

FEW = 200  # hundreds of characters; below, the plain way is done before the compiled one is loaded
LOADED = 50  # times fewer, where numba is loaded already
CHUNK = 1 << 18  # characters looked at together: little enough that memory is used again
ROWS = 512  # sorted together
PART = 1 << 20  # terms that are counted together
TERMS = 2  # of a character at most: itself, and with the next one

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Rows of counted terms. Row n holds terms[bounds[n]:bounds[n + 1]], rising numbers into `codes`, with `times`."""

    codes: Codes  # rising
    bounds: Longs
    terms: Ints
    times: Ints

    def __len__(self) -> int:
        return len(self.bounds) - 1


def count(texts: Sequence[str]) -> Counts:
    """The counted terms of the texts, the same by either way."""
    limit = FEW * 100 // (LOADED if kernels.loaded() else 1)
    if sum(map(len, texts)) > limit and kernels.usable():
        return _count_compiled(texts)
    return _count_plain(texts)


def frequencies(numbers: Ints, many: int) -> Longs:
    """How often each of the numbers 0 to many - 1 stands there; a part at a time, for numpy copies what it counts."""
    found = np.zeros(many, np.int64)
    step = max(PART, many)
    for start in range(0, len(numbers), step):
        found += np.bincount(numbers[start : start + step], minlength=many)
    return found


def bounds_of(sizes: npt.ArrayLike) -> Longs:
    """Where rows of these sizes start when laid end to end, and where the last one ends."""
    sizes = np.asarray(sizes, np.int64)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))


def _count_plain(texts: Iterable[str]) -> Counts:
    rows = [Counter(tokenise(text)) for text in texts]
    vocabulary = sorted(set().union(*rows))
    codes = codes_of(vocabulary)
    order = np.argsort(codes, kind="stable")
    number = {vocabulary[place]: n for n, place in enumerate(order.tolist())}
    ordered = [sorted((number[term], times) for term, times in row.items()) for row in rows]
    bounds = bounds_of([len(row) for row in ordered])
    terms = np.array([term for row in ordered for term, _ in row], np.int32)
    return Counts(
        codes[order], bounds, terms, np.array([times for row in ordered for _, times in row], np.int32)
    )


def _count_compiled(texts: Sequence[str]) -> Counts:
    """Memory is asked for once and written in place: fresh pages cost as much as all the counting."""
    from .kernels import terms as kernel  # noqa: PLC0415  loads numba, which small markets never need

    folded, classes, _ = tables()
    size = 1 << min(16, (4 * sum(map(len, texts))).bit_length())
    table = np.zeros(size, np.uint64), np.empty(size, np.int32), np.full(size, -1, np.int64)
    known, filled, done = 0, 0, 0
    most = TERMS * sum(map(len, texts))
    terms, times = room(most, np.int32), room(most, np.int32)
    bounds = np.zeros(len(texts) + 1, np.int64)
    for chunk in _chunks(texts):
        points, starts = _folded(chunk)
        if filled + TERMS * len(points) > len(terms):  # a folded text may be longer than it was
            most = 2 * (filled + TERMS * len(points))
            terms, times = roomier(terms, most), roomier(times, most)
        rows = bounds[1 + done : 1 + done + len(chunk)]
        table, known, filled = kernel.count(
            points, starts, folded, classes, table, known, terms, times, filled, rows
        )
        done += len(chunk)
    keys, numbers, _ = table
    taken = keys != 0
    codes = np.empty(known, np.uint64)
    codes[numbers[taken]] = keys[taken]
    order = np.argsort(codes)
    rank = np.empty(known, np.int32)
    rank[order] = np.arange(known, dtype=np.int32)
    counts = Counts(codes[order], bounds, terms[:filled], times[:filled])
    _renumber(counts, rank)
    return counts


def _renumber(counts: Counts, rank: Ints) -> None:
    """Give each term its number in `rank`, rising within each row; rows are sorted together, as numpy is best at."""
    from .kernels import terms as kernel  # noqa: PLC0415

    low = int(counts.times.max(initial=0)).bit_length()
    shift = low + len(rank).bit_length()
    together = min(ROWS, 1 << (63 - shift))
    for first in range(0, len(counts), together):
        bounds = counts.bounds[first : first + together + 1]
        keys = np.empty(bounds[-1] - bounds[0], np.int64)
        kernel.packed(bounds, counts.terms, counts.times, rank, shift, low, keys)
        keys.sort()
        part = slice(bounds[0], bounds[-1])
        kernel.unpacked(keys, shift, low, counts.terms[part], counts.times[part])


def _chunks(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    start, size = 0, 0
    for n, text in enumerate(texts):
        size += len(text)
        if size > CHUNK:
            yield texts[start : n + 1]
            start, size = n + 1, 0
    if start < len(texts):
        yield texts[start:]


def _folded(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Longs]:
    """The code points of the texts, which can be folded one by one now, and where each text starts."""
    _, _, together = tables()
    points, starts = _points(texts)
    special = np.flatnonzero(together[points])
    if len(special):
        affected = set((np.searchsorted(starts, special, side="right") - 1).tolist())
        points, starts = _points([normalise(t) if n in affected else t for n, t in enumerate(texts)])
    return points, starts


def _points(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Longs]:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    return points, bounds_of([len(text) for text in texts])
