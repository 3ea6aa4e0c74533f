"""The true similarity of a query with single docs."""

import numpy as np
import numpy.typing as npt

from .compiled import compiled
from .prefetch import prefetch

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

Rows = tuple[Longs, Ints, Weights, Flags]  # bounds, terms, weights, core (empty: every term is)
Query = tuple[Weights, Flags, Bytes, Ints, Ints]  # weights and core of its terms, and its table

LEAST_CORE = 0.2  # see weighting.capped
TABLE = 1 << 12  # least places of a table
ROOM = 16  # places of a table per term: few terms have to stand beside their place, and none knows which to expect
FLAGS = 1 << 13  # a doc's term that shares its last bits with no term of the query is passed over at once
LINE = 16  # numbers of four bytes in a line of the cache


@compiled
def table(terms: Ints) -> tuple[Bytes, Ints, Ints]:
    """Where each term of a query stands: flags by the last bits, and a table of keys (-1: empty) and places."""
    size = TABLE
    while size < ROOM * len(terms):
        size *= 2
    flags = np.zeros(FLAGS, np.uint8)
    keys, places = np.full(size, -1, np.int32), np.empty(size, np.int32)
    for n in range(len(terms)):
        flags[terms[n] & (FLAGS - 1)] = 1
        slot = terms[n] & (size - 1)
        while keys[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        keys[slot], places[slot] = terms[n], n
    return flags, keys, places


@compiled
def capped(query: Query, rows: Rows, doc: int, hits: Longs) -> float:
    """The capped cosine of the query with a doc, added up in term order.

    Terms that may be shared are picked out first, without a branch: no processor can guess which these are.
    `hits` is room for them.
    """
    weights, core, flags, keys, places = query
    bounds, terms, doc_weights, doc_core = rows
    many = 0
    for p in range(bounds[doc], bounds[doc + 1]):
        hits[many] = p
        many += flags[terms[p] & (FLAGS - 1)]
    last, every = len(keys) - 1, len(doc_core) == 0
    total, inner = 0.0, 0.0
    for i in range(many):
        p = hits[i]
        slot = terms[p] & last
        while keys[slot] != terms[p] and keys[slot] >= 0:
            slot = (slot + 1) & last
        if keys[slot] == terms[p]:
            n = places[slot]
            product = np.float64(weights[n]) * np.float64(doc_weights[p])
            total += product
            inner += product * np.float64(core[n] & (every or doc_core[p]))  # adding 0 changes no sum
    return min(total, inner / LEAST_CORE)


@compiled
def ask_for(rows: Rows, doc: int) -> None:
    """Have the row of a doc on its way before it is scored."""
    bounds, terms, weights, _core = rows
    for p in range(bounds[doc], bounds[doc + 1], LINE):
        prefetch(terms, p)
        prefetch(weights, p)
