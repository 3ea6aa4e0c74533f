"""How fast this machine can add postings at all: the inner loop of any inverted index, and nothing around it.

A query reads the postings of its terms and adds each weight to the score of its document. The limit here does only
that, on the same lists in the same order, in blocks whose accumulators stay in the cache (65,536 of 4 bytes);
an engine that reads every posting also scales, finds the best and rescores them, so it stays below this limit. One
that may leave postings unread can be above it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from .clock import cpu_seconds, rate
from .material import Asked, Offers

BLOCK = 65_536
F = TypeVar("F", bound=Callable[..., object])


def _compiled(function: F) -> F:
    return cast(F, numba.njit(nogil=True, cache=True)(function))


@dataclass(frozen=True)
class Postings:
    """Per block of documents, per term: documents (their place in the block) and weights of one byte."""

    bounds: list[npt.NDArray[np.int64]]
    documents: list[npt.NDArray[np.uint16]]
    weights: list[npt.NDArray[np.uint8]]

    @classmethod
    def of(cls, offers: Offers) -> "Postings":
        """The rows turned, block by block."""
        made = cls([], [], [])
        for start in range(0, len(offers), BLOCK):
            turned = offers.rows[start : start + BLOCK].tocsc()
            made.bounds.append(turned.indptr.astype(np.int64))
            made.documents.append(turned.indices.astype(np.uint16))
            made.weights.append((turned.data * 255).astype(np.uint8) + np.uint8(1))
        return made


def postings_read(offers: Offers, asked: Asked) -> int:
    """How many postings an exact answer to all of the queries goes through."""
    frequencies = np.bincount(offers.rows.indices, minlength=offers.rows.shape[1])
    return int(frequencies[asked.rows.indices].sum())


def additions_per_second(offers: Offers, asked: Asked, rounds: int) -> dict[str, float]:
    """Postings added per CPU second."""
    postings, count = Postings.of(offers), postings_read(offers, asked)
    bounds, terms = asked.rows.indptr.astype(np.int64), asked.rows.indices
    scores = np.zeros(BLOCK, np.int32)

    def run() -> None:
        for block in zip(postings.bounds, postings.documents, postings.weights, strict=True):
            _add(bounds, terms, *block, scores)

    run()
    return rate(count, [cpu_seconds(run) for _ in range(rounds)])


@_compiled
def _add(
    queries: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    bounds: npt.NDArray[np.int64],
    documents: npt.NDArray[np.uint16],
    weights: npt.NDArray[np.uint8],
    scores: npt.NDArray[np.int32],
) -> None:
    for query in range(len(queries) - 1):
        for place in range(queries[query], queries[query + 1]):
            term = terms[place]
            part = slice(bounds[term], bounds[term + 1])
            for document, weight in zip(documents[part], weights[part]):  # noqa: B905  numba knows no strict
                scores[document] += np.int32(weight)
