"""The search of one segment: the most telling terms first, and only as many as the best found so far leave open.

What unread terms could add to a doc is bounded by Cauchy and Schwarz: their length times the doc's. (The idea is the
remaining-score bound of L2AP: Anastasiu and Karypis, ICDE 2014.) A doc whose sum over the terms read stays below the
score to beat by more than this is not among the best. Nothing else is left out, so the answer is exact.
"""

import numpy as np
import numpy.typing as npt

from .compiled import compiled
from .heaps import push, sink
from .products import Query, Rows, capped, table, touch

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]

# terms, starts, docs, weights and maxima as in index.postings
Postings = tuple[Ints, npt.NDArray[np.uint32], npt.NDArray[np.uint16], Bytes, Floats]
Gates = tuple[
    Flags, Hashes, Hashes, Hashes, Hashes
]  # allowed docs (empty: all), their owners and modes, the queries'
Plan = tuple[Ints, Ints, Floats, float]  # see _plan

START = 0.3  # of a query's length: what is still unread when the first candidates are scored
SHARE = 0.25  # of the score to beat: what unread terms may add when the other candidates are chosen
FINEST = (1 << 14) - 1  # the highest factor of a term; their sum times LEVELS must fit 31 bits
LEVELS = 255  # of a posting's weight, see index.postings
ROOM = ((1 << 31) - 1) / LEVELS * 0.98
EPSILON = 1e-9  # relative; more than all float rounding on the way
CHUNK = 128  # sums looked at together: most chunks hold nothing worth a look at each


@compiled
def best(
    queries: Rows,
    floors: Floats,
    least: Floats,
    beat: Floats,
    gates: Gates,
    postings: Postings,
    block: int,
    rows: Rows,
    lengths: Floats,
    longest: float,
    many: int,
) -> tuple[Longs, Ints, Floats]:
    """For each query the docs with the `many` highest capped cosines and all that tie with the last of them.

    A doc counts from `floors` times its length up, and every doc that counts reaches `least`. Where `beat` is higher,
    docs below it are of no use. No doc is longer than `longest`. Returns bounds, docs and cosines, the best first,
    ties in doc order.
    """
    sums, done = np.zeros(block, np.int32), np.zeros(block, np.bool_)
    high, places = np.empty(block, np.int32), np.empty(block, np.int32)
    hits = np.empty(np.max(np.diff(rows[0])) + 1, np.int64)
    docs, cosines = np.empty(1 << 10, np.int32), np.empty(1 << 10)
    bounds, filled = np.zeros(len(queries[0]), np.int64), 0
    for q in range(len(bounds) - 1):
        part = slice(queries[0][q], queries[0][q + 1])
        query = queries[2][part], queries[3][part], *table(queries[1][part])
        plan = _plan(queries[1][part], queries[2][part], postings, longest)
        tops = np.full(
            many, max(least[q], beat[q])
        )  # heap of the best cosines, the lowest on top: the score to beat
        for b in range(len(postings[1])):
            first = b * block
            some, read = sums[: min(block, len(lengths) - first)], 0
            if tops[0] <= least[q]:  # nothing to beat yet
                read = _read(plan, postings, b, read, START * plan[2][0], some)
                taken = _highest(some, first, gates, q, high[:many], places[:many])
                docs, cosines, filled = _scored(
                    high[:taken], places[:taken], first, plan, read, query, rows,
                    floors[q], lengths, tops, hits, docs, cosines, filled,
                )  # fmt: skip
                for n in range(taken):
                    done[places[n]] = True
            read = _read(plan, postings, b, read, SHARE * tops[0], some)
            bar = max(1, int(np.floor((tops[0] - plan[2][read]) * plan[3] * (1 - EPSILON))))
            taken = _above(some, bar, first, gates, q, done, high, places)
            docs, cosines, filled = _scored(
                high[:taken], places[:taken], first, plan, read, query, rows,
                floors[q], lengths, tops, hits, docs, cosines, filled,
            )  # fmt: skip
            done[:] = False
        filled = bounds[q + 1] = _kept(docs, cosines, bounds[q], filled, tops[0])
    return bounds, docs[:filled], cosines[:filled]


@compiled
def _plan(terms: Ints, weights: Weights, postings: Postings, longest: float) -> Plan:
    """How to read the postings of a query, the most telling per posting first.

    Returns the places of its terms among those of the postings, their whole factors, what the terms from each place
    on could add to a doc, and by what a sum is divided to be a cosine. A weight below 0 can only take away: its term
    is left out.
    """
    known, starts, maxima = postings[0], postings[1], postings[4]
    places, wide, telling = np.empty(len(terms), np.int32), np.empty(len(terms)), np.empty(len(terms))
    many, peak, total = 0, 0.0, 0.0
    for n in range(len(terms)):
        place = _place(known, terms[n])
        if place < 0 or weights[n] <= 0:
            continue
        count = 0
        for b in range(len(starts)):
            count += starts[b, place + 1] - starts[b, place]
        weight = np.float64(weights[n])
        places[many], wide[many], telling[many] = place, weight, -weight * weight / (count + 1)
        impact = weight * maxima[place]
        peak, total, many = max(peak, impact), total + impact, many + 1
    order = np.argsort(telling[:many])
    places, wide = places[:many][order], wide[:many][order]
    scale = min(FINEST / peak, ROOM / total) if many else 1.0
    factors, rest = np.empty(many, np.int32), np.zeros(many + 1)
    squares, tops = 0.0, 0.0
    for i in range(many - 1, -1, -1):
        top = wide[i] * maxima[places[i]]
        factors[i] = np.ceil(top * scale)
        squares, tops = squares + wide[i] * wide[i], tops + top
        rest[i] = min(longest * np.sqrt(squares), tops) * (1 + EPSILON)
    return places, factors, rest, scale * LEVELS


@compiled
def _place(known: Ints, term: int) -> int:
    """Where a term stands among the rising `known` ones, -1 for nowhere.

    A large segment misses few terms, and a place is at most by their number below its term: that is where we look.
    """
    if len(known) == 0 or term > known[-1]:
        return -1
    low, high = max(0, term - (known[-1] + 1 - len(known))), min(term, len(known) - 1)
    while low < high:
        middle = (low + high) // 2
        if known[middle] < term:
            low = middle + 1
        else:
            high = middle
    return low if known[low] == term else -1


@compiled
def _read(plan: Plan, postings: Postings, b: int, read: int, enough: float, sums: Ints) -> int:
    """Add up the postings of further terms until the rest cannot add more than `enough`; return how many were read."""
    places, factors, rest, _scale = plan
    begin, docs, weights = postings[1][b], postings[2], postings[3]
    while read < len(places) and rest[read] > enough:
        start, end, factor = begin[places[read]], begin[places[read] + 1], factors[read]
        part, add = docs[start:end], weights[start:end]
        for j in range(len(part)):
            sums[part[j]] += factor * np.int32(add[j])
        read += 1
    return read


@compiled
def _may(gates: Gates, q: int, doc: int) -> bool:
    """Whether a doc may be found: allowed, of another owner, and with a common mode."""
    allowed, owners, modes, query_owners, query_modes = gates
    return bool(
        (len(allowed) == 0 or allowed[doc])
        and (query_owners[q] == 0 or owners[doc] != query_owners[q])
        and (modes[doc] & query_modes[q]) != 0
    )


@compiled
def _highest(sums: Ints, first: int, gates: Gates, q: int, heap: Ints, places: Ints) -> int:
    """The highest sums and their places in the block; returns how many."""
    heap[:], places[:] = 0, -1
    for start in range(0, len(sums), CHUNK):
        chunk = sums[start : min(start + CHUNK, len(sums))]
        highest = np.int32(0)
        for i in range(len(chunk)):
            highest = max(highest, chunk[i])
        if highest > heap[0]:
            for i in range(len(chunk)):
                if chunk[i] > heap[0] and _may(gates, q, first + start + i):
                    sink(heap, places, chunk[i], start + i)
    taken = 0
    for n in range(len(places)):
        if places[n] >= 0:
            heap[taken], places[taken] = heap[n], places[n]
            taken += 1
    return taken


@compiled
def _above(
    sums: Ints, bar: int, first: int, gates: Gates, q: int, done: Flags, found: Ints, places: Ints
) -> int:
    """The sums from `bar` up and their places in the block, but for those done; returns how many. Clears all sums."""
    taken = 0
    for start in range(0, len(sums), CHUNK):
        chunk = sums[start : min(start + CHUNK, len(sums))]
        highest = np.int32(0)
        for i in range(len(chunk)):
            highest = max(highest, chunk[i])
        if highest >= bar:
            for i in range(len(chunk)):
                if chunk[i] >= bar and not done[start + i] and _may(gates, q, first + start + i):
                    found[taken], places[taken] = chunk[i], start + i
                    taken += 1
        chunk[:] = 0
    return taken


@compiled
def _scored(
    sums: Ints,
    places: Ints,
    first: int,
    plan: Plan,
    read: int,
    query: Query,
    rows: Rows,
    floor: float,
    lengths: Floats,
    tops: Floats,
    hits: Longs,
    docs: Ints,
    cosines: Floats,
    filled: int,
) -> tuple[Ints, Floats, int]:
    """Score candidates, the highest sum first, until no sum can beat the score to beat; add those that do."""
    order = np.argsort(-sums)
    hits[-1] = touch(rows, places, first)  # kept, or it would be taken for work that nobody needs
    for n in order:
        if sums[n] / plan[3] * (1 + EPSILON) + plan[2][read] < tops[0]:
            break
        doc = first + places[n]
        cosine = capped(query, rows, doc, hits)
        if cosine > 0 and cosine >= tops[0] and cosine >= floor * lengths[doc]:
            if filled == len(docs):
                docs, cosines = np.append(docs, docs), np.append(cosines, cosines)
            docs[filled], cosines[filled] = doc, cosine
            filled += 1
            push(tops, cosine)
    return docs, cosines, filled


@compiled
def _kept(docs: Ints, cosines: Floats, begun: int, filled: int, least: float) -> int:
    """Move the docs that still reach the score to the front and in order; return where they end."""
    kept = begun
    for n in range(begun, filled):
        if cosines[n] >= least:
            docs[kept], cosines[kept] = docs[n], cosines[n]
            kept += 1
    order = np.argsort(docs[begun:kept])
    order = order[np.argsort(-cosines[begun:kept][order], kind="mergesort")]
    docs[begun:kept], cosines[begun:kept] = docs[begun:kept][order], cosines[begun:kept][order]
    return kept
