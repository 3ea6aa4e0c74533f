"""The search of one segment: the most telling terms first, and only as many as the best found so far leave open.

What unread terms could add to a doc is bounded by Cauchy and Schwarz: their length times the doc's, band by band (the
idea is the remaining-score bound of L2AP: Anastasiu and Karypis, ICDE 2014; the bands are ours, see index.bands). A
doc whose sum over the terms read stays below the score to beat by more than this is not among the best. Nothing else
is left out, so the answer is exact.
"""

import numpy as np
import numpy.typing as npt

from .compiled import compiled
from .heaps import sink
from .plan import EPSILON, LEVELS, Plan, Postings, planned
from .prefetch import prefetch
from .products import Query, Rows, ask_for, capped, table

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Sums = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Gates = tuple[
    Flags, Hashes, Hashes, Hashes, Hashes
]  # allowed docs (empty: all), their owners and modes, the queries'

# the share of a doc's length from which it counts, the best cosines so far as a heap, and whose they are
Goal = tuple[float, Floats, Ints]

START = 0.3  # of what a query could reach: what is still unread when the first candidates are scored
SHARE = 0.25  # of the score to beat: what unread terms may add when the other candidates are chosen
CHUNK = 64  # sums looked at together: most chunks hold nothing worth a look at each
AHEAD = 16  # lists that are on their way while one is read
NEXT = 4  # rows that are
SPARE = 120  # docs scored beside as many as are asked for, where a budget leaves open which are the best
SOON = 16  # docs that are, where a few bytes of each are looked at


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
    many: int,
    budget: float,
) -> tuple[Longs, Ints, Floats]:
    """For each query the docs with the `many` highest capped cosines and all that tie with the last of them.

    A doc counts from `floors` times its length up, and every doc that counts reaches `least`. Where `beat` is higher,
    docs below it are of no use. Returns bounds, docs and cosines, the best first, ties in doc order.

    With a finite `budget` at most so many postings per doc are read for a query. Where they do not suffice to rule out
    the rest, only the docs of the highest sums are scored: some of the best may be missed.
    """
    sums, done = np.zeros(len(lengths), np.uint16), np.zeros(len(lengths), np.bool_)
    peaks = np.empty(-(-len(sums) // CHUNK), np.uint16)
    most, found = np.empty(len(lengths)), np.empty(len(lengths), np.int32)
    hits = np.empty(np.max(np.diff(rows[0])) + 1, np.int64)
    docs, cosines = np.empty(1 << 10, np.int32), np.empty(1 << 10)
    most_read = min(budget * len(lengths), np.inf)
    bounds, filled = np.zeros(len(queries[0]), np.int64), 0
    for q in range(len(bounds) - 1):
        part = slice(queries[0][q], queries[0][q + 1])
        query = queries[2][part], queries[3][part], *table(queries[1][part])
        plan, read, taken = planned(queries[1][part], queries[2][part], postings), 0, 0
        tops = np.full(many, max(least[q], beat[q]))  # the best cosines, the lowest on top: the score to beat
        goal = floors[q], tops, np.empty(many, np.int32)
        if tops[0] <= least[q]:  # nothing to beat yet
            read = _read(plan, postings, block, read, START * plan[2][0], most_read, sums)
            taken = _highest(sums, peaks, gates, q, many, most, found)
            docs, cosines, filled = _scored(
                most[:taken], found[:taken], query, rows, goal, lengths, hits, docs, cosines, filled
            )
        for n in range(taken):
            done[found[n]] = True
        held = found[:taken].copy()
        read = _read(plan, postings, block, read, SHARE * tops[0], most_read, sums)
        high = -1
        if read < len(plan[0]) and plan[2][read] > SHARE * tops[0]:  # the budget is spent
            high = _highest(sums, peaks, gates, q, SPARE + many, most, found)
        taken = _above(sums, peaks, plan, read, postings, tops[0], gates, q, done, most, found, high)
        docs, cosines, filled = _scored(
            most[:taken], found[:taken], query, rows, goal, lengths, hits, docs, cosines, filled
        )
        for doc in held:
            done[doc] = False
        filled = bounds[q + 1] = _kept(docs, cosines, bounds[q], filled, tops[0])
    return bounds, docs[:filled], cosines[:filled]


@compiled
def _read(
    plan: Plan, postings: Postings, block: int, read: int, enough: float, most: float, sums: Sums
) -> int:
    """Add up the postings of further terms until the rest cannot add more than `enough`; return how many were read.

    Of all terms read not more than `most` postings, but those of one term at least.
    """
    places, factors, rest = plan[0], plan[1], plan[2]
    starts, docs, weights = postings[1], postings[2], postings[3]
    blocks = -(-len(sums) // block)
    for n in range(read):
        most -= np.int64(starts[(places[n] + 1) * blocks]) - np.int64(starts[places[n] * blocks])
    while read < len(places) and rest[read] > enough:
        if read + AHEAD < len(places):
            coming = starts[places[read + AHEAD] * blocks]
            prefetch(docs, coming)
            prefetch(weights, coming)
        first, factor = places[read] * blocks, factors[read]
        most -= np.int64(starts[first + blocks]) - np.int64(starts[first])
        if most < 0 and read > 0:
            break
        for b in range(blocks):
            some = sums[b * block : (b + 1) * block]
            part, add = (
                docs[starts[first + b] : starts[first + b + 1]],
                weights[starts[first + b] : starts[first + b + 1]],
            )
            for j in range(len(part)):
                some[part[j]] += (factor * np.int32(add[j]) + LEVELS) >> 8
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
def _highest(sums: Sums, peaks: Sums, gates: Gates, q: int, many: int, most: Floats, found: Ints) -> int:
    """Docs of high sums that may be found, at most twice as many as are wanted; returns how many.

    These are no more than a good guess: the highest of those that reach the lowest of the chunks' highest sums.
    """
    _look(sums, peaks)
    tops, holders = np.zeros(many), np.empty(many, np.int32)
    for n in range(len(peaks)):
        if peaks[n] > tops[0]:
            sink(tops, holders, peaks[n], n)
    bar, taken = max(1, int(tops[0])), 0
    tops, holders = np.zeros(2 * many), np.empty(2 * many, np.int32)
    for n in range(len(peaks)):
        if peaks[n] >= bar:
            for doc in range(n, len(sums), len(peaks)):
                if sums[doc] >= bar and sums[doc] > tops[0] and _may(gates, q, doc):
                    sink(tops, holders, sums[doc], doc)
    for n in range(2 * many):
        if tops[n] > 0:
            most[taken], found[taken] = tops[n], holders[n]
            taken += 1
    return taken


@compiled
def _look(sums: Sums, peaks: Sums) -> None:
    """The highest sum of each chunk. The docs of chunk n are n, n + len(peaks), n + 2 * len(peaks) and so on: so whole
    runs of sums are compared with whole runs of peaks."""
    peaks[:] = 0
    for start in range(0, len(sums), len(peaks)):
        some = sums[start : start + len(peaks)]
        for n in range(len(some)):
            peaks[n] = max(peaks[n], some[n])


@compiled
def _above(
    sums: Sums,
    peaks: Sums,
    plan: Plan,
    read: int,
    postings: Postings,
    beat: float,
    gates: Gates,
    q: int,
    done: Flags,
    most: Floats,
    found: Ints,
    high: int,
) -> int:
    """The docs that could reach `beat` and what they could reach, but for those done; returns how many.

    From 0 up `high` says that only so many docs, those found already, are looked at. Clears all sums.
    """
    rest, lengths, tails = plan[2][read], plan[3][read] / LEVELS * max(1.0, postings[8]), postings[5]
    bar = max(1 if rest == 0 else 0, int(np.floor((beat - rest) * plan[4] * (1 - EPSILON))))
    every, taken = high < 0, 0
    high = max(0, high)
    if every:
        _look(sums, peaks)
        for n in range(len(peaks)):
            if peaks[n] >= bar:
                for doc in range(n, len(sums), len(peaks)):
                    found[high] = doc
                    high += sums[doc] >= bar
    for n in range(high):
        if n + SOON < high:
            prefetch(tails, found[n + SOON] * len(lengths))
        doc = found[n]
        could = 0.0
        for b in range(len(lengths)):
            could += lengths[b] * tails[doc, b]
        could = (sums[doc] / plan[4] + min(could, rest)) * (1 + EPSILON)
        if could >= beat and not done[doc] and _may(gates, q, doc):
            most[taken], found[taken] = could, doc
            taken += 1
    sums[:] = 0
    return taken


@compiled
def _scored(
    most: Floats,
    found: Ints,
    query: Query,
    rows: Rows,
    goal: Goal,
    lengths: Floats,
    hits: Longs,
    docs: Ints,
    cosines: Floats,
    filled: int,
) -> tuple[Ints, Floats, int]:
    """Score candidates, what could be the highest first, until none can beat the score to beat; add those that do."""
    floor, tops, holders = goal
    order = np.argsort(-most)
    for i in range(min(SOON, len(order))):
        prefetch(rows[0], found[order[i]])
    for i in range(min(NEXT, len(order))):
        ask_for(rows, found[order[i]])
    for i in range(len(order)):
        if most[order[i]] < tops[0]:
            break
        if i + SOON < len(order):
            prefetch(rows[0], found[order[i + SOON]])
            prefetch(lengths, found[order[i + SOON]])
        if i + NEXT < len(order):
            ask_for(rows, found[order[i + NEXT]])
        doc = found[order[i]]
        cosine = capped(query, rows, doc, hits)
        if cosine > 0 and cosine >= tops[0] and cosine >= floor * lengths[doc]:
            if filled == len(docs):
                docs, cosines = np.append(docs, docs), np.append(cosines, cosines)
            docs[filled], cosines[filled] = doc, cosine
            filled += 1
            if cosine > tops[0]:
                sink(tops, holders, cosine, doc)
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
