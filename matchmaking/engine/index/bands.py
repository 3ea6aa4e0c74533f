"""How much of each doc its terms of each rarity make up: what terms still unread could add to it is bounded by that.

A doc is of length 1, yet its terms that one doc in a hundred holds make up a third of that or less: common terms weigh
little. What a query's common terms could add is bounded by their length times that third, not times 1.
"""

import numpy as np
import numpy.typing as npt

SHARES = (1 / 300, 1 / 100, 1 / 33)  # of the docs: a term that so many hold begins another band
LEVELS = 255

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def limits_of(docs: int) -> Longs:
    """In how many docs a term must be to be in the second band, in the third, and so on."""
    return np.asarray(np.maximum(2, np.ceil(np.array(SHARES) * docs)), np.int64)


def tails_of(squares: Floats) -> Bytes:
    """[doc, band]: lengths from squared ones, in 255ths rounded up. No row is longer than 1 but by rounding."""
    return np.asarray(np.minimum(LEVELS, np.ceil(np.sqrt(squares) * LEVELS)), np.uint8)


def peaks_of(tails: Bytes, longest: float) -> Floats:
    """[0, band]: the longest tail of any doc in a band; [1, band]: in this one and all commoner ones together."""
    bands = len(SHARES) + 1
    lengths = tails.astype(np.float64) / LEVELS
    squares = np.cumsum((lengths * lengths)[:, ::-1], axis=1)[:, ::-1]
    found = np.zeros((2, bands))
    if len(tails):
        found[0], found[1] = lengths.max(axis=0), np.sqrt(squares.max(axis=0))
    return np.minimum(found * max(1.0, longest), longest)
