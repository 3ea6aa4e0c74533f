"""Rows to postings."""

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
