"""Texts to counted terms: for each text its distinct terms and how often each stands in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from . import kernels
from .codes import Codes, codes_of
from .folding import tables
from .tokenise import normalise, tokenise

FEW = 200  # hundreds of characters; below, the plain way is done before the compiled one is loaded
LOADED = 50  # times fewer, where numba is loaded already
CHUNK = 4_000_000  # characters looked at together: what bounds the memory

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

    def document_frequencies(self) -> Longs:
        """In how many rows each term stands."""
        return np.bincount(self.terms, minlength=len(self.codes)).astype(np.int64)


def count(texts: Sequence[str]) -> Counts:
    """The counted terms of the texts, the same by either way."""
    limit = FEW * 100 // (LOADED if kernels.loaded() else 1)
    if sum(map(len, texts)) > limit and kernels.usable():
        return _count_compiled(texts)
    return _count_plain(texts)


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
    from .kernels import terms as kernel  # noqa: PLC0415  loads numba, which small markets never need

    size = 1 << min(16, (4 * sum(map(len, texts))).bit_length())
    keys, numbers, known = np.zeros(size, np.uint64), np.empty(size, np.int32), 0
    parts: list[tuple[Ints, Ints, Longs]] = [
        (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64))
    ]
    for chunk in _chunks(texts):
        points, classes, starts = _folded(chunk)
        codes, bounds = np.empty(2 * len(points) + 1, np.uint64), np.empty(len(chunk) + 1, np.int64)
        kernel.emit(points, classes, starts, codes, bounds)
        terms, times = np.empty(bounds[-1], np.int32), np.empty(bounds[-1], np.int32)
        rows = np.empty(len(chunk) + 1, np.int64)
        keys, numbers, known = kernel.count(codes, bounds, keys, numbers, known, terms, times, rows)
        parts.append((terms[: rows[-1]].copy(), times[: rows[-1]].copy(), np.diff(rows)))
    taken = keys != 0
    codes = np.empty(known, np.uint64)
    codes[numbers[taken]] = keys[taken]
    return _in_code_order(codes, parts)


def _in_code_order(codes: Codes, parts: list[tuple[Ints, Ints, Longs]]) -> Counts:
    """Terms numbered by their codes instead of by first sight, rising within each row."""
    order = np.argsort(codes)
    rank = np.empty(len(codes), np.int32)
    rank[order] = np.arange(len(codes), dtype=np.int32)
    sizes = np.concatenate([part[2] for part in parts])
    bounds = bounds_of(sizes)
    terms = rank[np.concatenate([part[0] for part in parts])]
    times = np.concatenate([part[1] for part in parts])
    small = (
        bounds.astype(np.int32) if bounds[-1] < 1 << 31 else bounds
    )  # scipy copies what is not of one width
    rows = csr_array((times, terms, small), (len(sizes), max(1, len(codes))), copy=False)
    rows.sort_indices()
    return Counts(codes[order], bounds, rows.indices.astype(np.int32, copy=False), rows.data)


def _chunks(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    start, size = 0, 0
    for n, text in enumerate(texts):
        size += len(text)
        if size > CHUNK:
            yield texts[start : n + 1]
            start, size = n + 1, 0
    if start < len(texts):
        yield texts[start:]


def _folded(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], Longs]:
    """Folded code points of the texts, their classes, and where each text starts."""
    folded, classes, together = tables()
    points, starts = _points(texts)
    special = np.flatnonzero(together[points])
    if len(special):
        affected = set((np.searchsorted(starts, special, side="right") - 1).tolist())
        points, starts = _points([normalise(t) if n in affected else t for n, t in enumerate(texts)])
    return folded[points], classes[points], starts


def _points(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Longs]:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    return points, bounds_of([len(text) for text in texts])
