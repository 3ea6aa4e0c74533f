"""Rows to postings, and the two passes of a search over them."""

import numpy as np
import numpy.typing as npt

from .compiled import compiled

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.uint16]
Bytes = npt.NDArray[np.uint8]
Starts = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]

CHUNK = 128  # accumulators looked at together: most chunks hold nothing worth a look at each


@compiled
def invert(
    bounds: Longs,
    terms: Ints,
    exact: Weights,
    maxima: Floats,
    levels: int,
    starts: Starts,
    docs: Shorts,
    weights: Bytes,
    block: int,
) -> None:
    """Fill `docs` and `weights` in the order (block, term, doc); `starts` holds where each term of a block begins."""
    filled = starts.copy()
    for n in range(len(bounds) - 1):
        b = n // block
        for p in range(bounds[n], bounds[n + 1]):
            place = filled[b, terms[p]]
            docs[place] = n - b * block
            weights[place] = min(levels, np.ceil(np.float64(exact[p]) / maxima[terms[p]] * levels))
            filled[b, terms[p]] = place + 1


@compiled
def tally(bounds: Longs, terms: Ints, weights: Weights, starts: Starts, maxima: Floats, block: int) -> None:
    """How many docs of each block hold each term, into starts[block, term + 1], and its highest weight."""
    for n in range(len(bounds) - 1):
        for p in range(bounds[n], bounds[n + 1]):
            starts[n // block, terms[p] + 1] += 1
            maxima[terms[p]] = max(maxima[terms[p]], np.float64(weights[p]))


@compiled
def candidates(
    query_bounds: Longs,
    places: Ints,
    factors: Ints,
    starts: Starts,
    docs: Shorts,
    weights: Bytes,
    block: int,
    count: int,
    allowed: Flags,
    owners: Hashes,
    modes: Hashes,
    query_owners: Hashes,
    query_modes: Hashes,
    best: Ints,
    found: Ints,
) -> None:
    """For each query the docs with the highest sums of factor · weight, as heaps with the lowest on top.

    best[q] starts filled with the sum a doc must exceed, found[q] with -1. `allowed` is one flag per doc, or empty
    for all. A doc of the query's own owner, or without a common mode, is passed over.
    """
    sums = np.zeros(block, np.int32)
    for b in range(starts.shape[0]):
        first, size = b * block, min(block, count - b * block)
        begin = starts[b]
        for q in range(len(query_bounds) - 1):
            for p in range(query_bounds[q], query_bounds[q + 1]):
                start, end, factor = begin[places[p]], begin[places[p] + 1], factors[p]
                part, add = docs[start:end], weights[start:end]
                for j in range(len(part)):
                    sums[part[j]] += factor * np.int32(add[j])
            heap, ids = best[q], found[q]
            least = heap[0]
            for start in range(0, size, CHUNK):
                chunk = sums[start : min(start + CHUNK, size)]
                highest = np.int32(-(2**31))
                for i in range(len(chunk)):
                    highest = max(highest, chunk[i])
                if highest > least:
                    for i in range(len(chunk)):
                        doc = first + start + i
                        if (
                            chunk[i] > least
                            and (len(allowed) == 0 or allowed[doc])
                            and (query_owners[q] == 0 or owners[doc] != query_owners[q])
                            and (modes[doc] & query_modes[q]) != 0
                        ):
                            sink(heap, ids, chunk[i], doc)
                            least = heap[0]
                chunk[:] = 0


@compiled
def sink(heap: Ints, ids: Ints, value: int, id: int) -> None:
    """Replace the lowest of a heap."""
    size, hole = len(heap), 0
    while True:
        child = 2 * hole + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[hole], ids[hole] = heap[child], ids[child]
        hole = child
    heap[hole], ids[hole] = value, id


@compiled
def products(
    query_terms: Ints,
    query_weights: Weights,
    query_core: Flags,
    bounds: Longs,
    terms: Ints,
    weights: Weights,
    core: Flags,
    docs: Ints,
    whole: Floats,
    inner: Floats,
) -> None:
    """The dot product of the query with each doc, added up in term order, and the part of it core to both.

    `core` is empty where every term of every doc is core.
    """
    size = 16
    while size < 4 * len(query_terms):
        size *= 2
    table = np.full(size, -1, np.int32)
    for n in range(len(query_terms)):
        place = (query_terms[n] * 0x9E3779B1) & (size - 1)
        while table[place] >= 0:
            place = (place + 1) & (size - 1)
        table[place] = n
    for j in range(len(docs)):
        total, kernel = 0.0, 0.0
        for p in range(bounds[docs[j]], bounds[docs[j] + 1]):
            place = (terms[p] * 0x9E3779B1) & (size - 1)
            while table[place] >= 0 and query_terms[table[place]] != terms[p]:
                place = (place + 1) & (size - 1)
            if table[place] >= 0:
                n = table[place]
                product = np.float64(query_weights[n]) * np.float64(weights[p])
                total += product
                if query_core[n] and (len(core) == 0 or core[p]):
                    kernel += product
        whole[j], inner[j] = total, kernel


@compiled
def all_products(
    query_bounds: Longs,
    query_terms: Ints,
    query_weights: Weights,
    query_core: Flags,
    bounds: Longs,
    terms: Ints,
    weights: Weights,
    core: Flags,
    docs: npt.NDArray[np.int32],
    counts: Longs,
    whole: Floats,
    inner: Floats,
) -> None:
    """`products` for each query with the first counts[q] of its docs."""
    for q in range(len(query_bounds) - 1):
        start, end, many = query_bounds[q], query_bounds[q + 1], counts[q]
        products(
            query_terms[start:end], query_weights[start:end], query_core[start:end],
            bounds, terms, weights, core, docs[q, :many], whole[q, :many], inner[q, :many],
        )  # fmt: skip
