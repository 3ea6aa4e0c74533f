"""Counted terms to weighted rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from . import generic, kernels, weighting
from .counts import Counts, bounds_of, count
from .passages import heading, wanted_content
from .tokenise import normalise
from .types import Card
from .vectors import Rows, row_numbers

if TYPE_CHECKING:
    from .stats import Stats

MANY = 300_000  # counted terms below which numpy is done before compiled code is loaded

TEXTS = 4  # read of a wanted card: title and keywords, the same without passing words, and so the content

Floats = npt.NDArray[np.float64]
Sums = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats, npt.NDArray[np.bool_]]


def offered_rows(stats: "Stats", counts: Counts, *, spend: bool = False) -> Rows:
    """unit(title, keywords and text) over the known terms: the rows scikit-learn's TfidfVectorizer gives.

    With `spend` the rows may be written over the counts, which are of no use afterwards.
    """
    numbers = stats.numbers(counts.codes)
    idf = np.where(numbers >= 0, stats.idf[numbers], 0.0) if len(stats.codes) else np.zeros(len(numbers))
    if len(counts.terms) > MANY and kernels.usable():
        return _weighed(counts, idf, numbers, spend=spend)
    values = _weights(counts, idf)
    kept = values > 0
    row_of = row_numbers(counts.bounds)[kept]
    values = values[kept]
    values /= _lengths(row_of, values, len(counts))[row_of]
    bounds = bounds_of(np.bincount(row_of, minlength=len(counts)))
    terms = numbers[counts.terms[kept]]
    return Rows(bounds, terms, values.astype(np.float32), np.ones(len(terms), np.bool_))


def wanted_rows(stats: "Stats", cards: Sequence[Card]) -> Rows:
    """unit(1.5 unit(title and keywords) + unit(content)), unknown terms counted in the lengths.

    So a wanted card of which the market knows only the passing words is near to nothing. Core are the terms
    that stand outside passing words.
    """
    texts: list[str] = []
    for card in cards:
        for text in (heading(card), wanted_content(card)):
            texts += (text, generic.specific(normalise(text)))
    counts = count(texts)
    idf = stats.idf_of(counts.codes)
    values = _weights(counts, idf)
    text_of = row_numbers(counts.bounds)
    lengths = _lengths(text_of, values, len(counts))
    values /= np.where(lengths > 0, lengths, 1.0)[text_of]
    width = max(1, len(counts.codes))
    places, read = text_of // TEXTS * width + counts.terms, text_of % TEXTS
    title, content = read == 0, read == 2
    terms, entry = np.unique(np.concatenate((places[title], places[content])), return_inverse=True)
    added = np.concatenate((weighting.TITLE_WEIGHT * values[title], values[content]))
    total = np.bincount(entry, weights=added, minlength=len(terms)).astype(np.float64)
    outside = np.isin(terms, places[read % 2 == 1])
    return _known(stats, counts, len(cards), (terms // width, terms % width, total, outside))


def _known(stats: "Stats", counts: Counts, cards: int, sums: Sums) -> Rows:
    """The sums as unit rows over the known terms, with what is core to them."""
    card_of, terms, total, outside = sums
    lengths = _lengths(card_of, total, cards)
    numbers = stats.numbers(counts.codes)
    kept = (total > 0) & (numbers[terms] >= 0)
    card_of, terms = card_of[kept], terms[kept]
    weights = total[kept] / lengths[card_of]
    core = outside[kept] & (generic.factors(counts.codes)[terms] == 1)
    bounds = bounds_of(np.bincount(card_of, minlength=cards))
    return Rows(bounds, numbers[terms], weights.astype(np.float32), core)


def _weighed(counts: Counts, idf: Floats, numbers: npt.NDArray[np.int32], *, spend: bool) -> Rows:
    from .kernels import terms as kernel  # noqa: PLC0415  loads numba, which small markets never need

    table = weighting.term_frequency_weight(np.arange(1, int(counts.times.max()) + 1))
    if spend:  # a row is read whole before it is written, and no longer than it was
        terms, weights = counts.terms, counts.times.view(np.float32)
    else:
        terms, weights = np.empty(len(counts.terms), np.int32), np.empty(len(counts.terms), np.float32)
    bounds = np.empty(len(counts) + 1, np.int64)
    kernel.weigh(counts.bounds, counts.terms, counts.times, table, idf, numbers, bounds, terms, weights)
    end = int(bounds[-1])
    return Rows(bounds, terms[:end], weights[:end], np.ones(end, np.bool_))


def _weights(counts: Counts, idf: Floats) -> Floats:
    """(1 + ln tf) · idf of every counted term."""
    most = int(counts.times.max()) if len(counts.times) else 0
    table = weighting.term_frequency_weight(np.arange(1, most + 1)) if most else np.zeros(1)
    return np.asarray(table[counts.times - 1] * idf[counts.terms], np.float64) if most else np.zeros(0)


def _lengths(row_of: npt.NDArray[np.int64], values: Floats, rows: int) -> Floats:
    """The Euclidean length of each row, squares added in term order."""
    return np.sqrt(np.bincount(row_of, weights=values * values, minlength=rows))
