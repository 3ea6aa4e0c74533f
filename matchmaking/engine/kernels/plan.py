"""In which order a query reads the postings of its terms, and what those it has not read could add to a doc."""

import numpy as np
import numpy.typing as npt

from .compiled import compiled
from .prefetch import prefetch

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Starts = npt.NDArray[np.uint32]

# terms, starts, docs, weights, maxima, tails and limits as in index.postings; peaks and longest as in Segment
Postings = tuple[Ints, Starts, npt.NDArray[np.uint16], Bytes, Weights, Bytes, Longs, Floats, float]

# the places of its terms, their whole factors, what the terms from each place on could add to any doc, the lengths of
# these by band, and by what a sum is divided to be a cosine
Plan = tuple[Ints, Ints, Floats, Floats, float]

LEVELS = 255  # of a posting's weight, and of a doc's length by band, see index.postings
HIGHEST = (1 << 16) - 1  # what a sum can hold
MOST = 1 << 13  # terms that are read at all: each may cost two of HIGHEST to rounding
EPSILON = 1e-9  # relative; more than all float rounding on the way
LEADING = 50  # bits of a number that follow its exponent and the next two bits
STEPS = 256  # of a quarter each: what is below all of them stands last


@compiled
def planned(terms: Ints, weights: Weights, postings: Postings) -> Plan:
    """The terms of a query in the order of what they tell per posting: what they could add, squared.

    A weight below 0 can only take away: its term is left out.
    """
    known, starts, maxima, limits, peaks = postings[0], postings[1], postings[4], postings[6], postings[7]
    bands, blocks = len(limits) + 1, (len(starts) - 1) // max(1, len(known))
    places, wide, telling = np.empty(len(terms), np.int32), np.empty(len(terms)), np.empty(len(terms))
    band_of, many, asked = np.empty(len(terms), np.int32), 0, 0
    for n in range(len(terms)):
        place = _place(known, terms[n])
        if place >= 0 and weights[n] > 0:
            prefetch(starts, (place + 1) * blocks)
            prefetch(maxima, place)
            places[asked], wide[asked] = place, weights[n]
            asked += 1
    for n in range(asked):
        place, weight = places[n], wide[n]
        count = np.int64(starts[(place + 1) * blocks]) - np.int64(starts[place * blocks])
        if count == 0:
            continue
        band = 0
        for limit in limits:
            band += count >= limit
        places[many], wide[many], band_of[many] = place, weight, band
        could = weight * peaks[0, band]
        telling[many] = could * could / (count + 1)
        many += 1
    order = _falling(telling[:many])
    places, wide, band_of = places[:many][order], wide[:many][order], band_of[:many][order]
    rest, lengths, squares, tops = np.zeros(many + 1), np.zeros((many + 1, bands)), np.zeros(bands), 0.0
    for i in range(many - 1, -1, -1):
        band = band_of[i]
        squares[band] += wide[i] * wide[i]
        tops += wide[i] * maxima[places[i]]
        lengths[i] = lengths[i + 1]
        lengths[i, band] = np.sqrt(squares[band])
        rest[i] = min(tops, _most(squares, lengths[i], peaks)) * (1 + EPSILON)
    whole = np.sqrt(np.sum(squares)) * peaks[1, 0] + tops / LEVELS
    read = min(many, MOST)
    scale = (HIGHEST - 2.0 * read) / min(tops, whole) / (1 + EPSILON) if many else 1.0
    factors = np.empty(read, np.int32)
    for i in range(read):
        factors[i] = np.ceil(wide[i] * maxima[places[i]] * scale)
    return places[:read], factors, rest, lengths, scale * LEVELS / (LEVELS + 1)


@compiled
def _falling(values: Floats) -> Ints:
    """Where positive numbers stand, the highest first, by no more than their leading bits: numbers within a quarter of
    each other stay in the order they are in. Sorting to the last bit would take half the time of a plan."""
    bits = values.view(np.int64) >> LEADING
    counts, highest = np.zeros(STEPS + 1, np.int32), np.int64(0)
    for n in range(len(bits)):
        highest = max(highest, bits[n])
    for n in range(len(bits)):
        bits[n] = min(STEPS - 1, highest - bits[n])
        counts[bits[n] + 1] += 1
    counts = np.cumsum(counts)
    order = np.empty(len(bits), np.int32)
    for n in range(len(bits)):
        order[counts[bits[n]]] = n
        counts[bits[n]] += 1
    return order


@compiled
def _most(squares: Floats, lengths: Floats, peaks: Floats) -> float:
    """The most that terms of these lengths by band could add to any doc, by Cauchy and Schwarz within each band.

    From any band on the bands may also be taken as one; the best of these bounds holds.
    """
    most, before = np.inf, 0.0
    for b in range(len(squares)):
        beyond = 0.0  # added up each time: what is subtracted from a sum may leave less than there is
        for c in range(b, len(squares)):
            beyond += squares[c]
        most = min(most, before + np.sqrt(beyond) * peaks[1, b])
        before += lengths[b] * peaks[0, b]
    return min(most, before)


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
