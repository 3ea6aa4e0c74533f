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
    maxima: Weights,
    levels: int,
    starts: Starts,
    docs: Shorts,
    weights: Bytes,
    block: int,
    blocks: int,
) -> None:
    """Fill `docs` and `weights` in the order (term, doc); `starts` holds where each block of a term begins."""
    filled = starts.copy()
    for n in range(len(bounds) - 1):
        b = n // block
        for p in range(bounds[n], bounds[n + 1]):
            list = terms[p] * blocks + b
            place = filled[list]
            docs[place] = n - b * block
            weights[place] = min(levels, np.ceil(np.float64(exact[p]) / maxima[terms[p]] * levels))
            filled[list] = place + 1


@compiled
def tally(
    bounds: Longs, terms: Ints, weights: Weights, starts: Starts, maxima: Weights, block: int, blocks: int
) -> None:
    """How many docs of each block hold each term, into starts[1 + term * blocks + b], and its highest weight."""
    for n in range(len(bounds) - 1):
        for p in range(bounds[n], bounds[n + 1]):
            starts[1 + terms[p] * blocks + n // block] += 1
            maxima[terms[p]] = max(maxima[terms[p]], weights[p])


@compiled
def spread(
    bounds: Longs, terms: Ints, weights: Weights, starts: Starts, limits: Longs, blocks: int, squares: Floats
) -> None:
    """The squared weights of each doc by the band of their terms, see index.bands."""
    band_of = np.empty((len(starts) - 1) // blocks, np.uint8)
    for term in range(len(band_of)):
        count = np.int64(starts[(term + 1) * blocks]) - np.int64(starts[term * blocks])
        band_of[term] = np.searchsorted(limits, count, side="right")
    for n in range(len(bounds) - 1):
        for p in range(bounds[n], bounds[n + 1]):
            weight = np.float64(weights[p])
            squares[n, band_of[terms[p]]] += weight * weight
