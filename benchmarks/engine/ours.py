"""The one place here that knows the engine's interface: texts in, index on disk, searches out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from matchmaking.engine.codes import codes_of
from matchmaking.engine.counts import count
from matchmaking.engine.index import folder as folders
from matchmaking.engine.index.best import EXACT, Best
from matchmaking.engine.index.found import distinct_in
from matchmaking.engine.index.market import Market
from matchmaking.engine.index.queries import Queries
from matchmaking.engine.index.segment import Segment
from matchmaking.engine.kernels.warm import warm as compiled
from matchmaking.engine.passages import offered_text
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card
from matchmaking.engine.vectors import Rows

from .material import Answer, Asked, Offers

CHUNK = 50_000  # cards turned into vectors together


@dataclass(frozen=True, eq=False)
class Index:
    """An index on disk, mapped. Ids are a letter and the place of the card in the order they came, in seven digits."""

    stats: Stats
    segments: tuple[Segment, ...]
    market: Market

    def prepare(self, needs: Sequence[Card]) -> Queries:
        """Vectors of needs that nobody owns and that are open to every way of working together: texts only."""
        return Queries(self.stats.wanted_rows(needs), [0] * len(needs), [()] * len(needs))

    def search(self, queries: Queries, k: int, budget: float = EXACT) -> Answer:
        """The k best offers by text, exactly but for a budget: the same work as the rivals do."""
        found: list[list[Best]] = []
        for segment in self.segments:
            found.append(distinct_in(segment, queries, None, k, _to_beat(found, k), budget))
        return self._merged(found, k)

    def _merged(self, found: Sequence[Sequence[Best]], k: int) -> Answer:
        """Places in the order the offers came; ties by place."""
        firsts = np.cumsum([0, *(len(segment) for segment in self.segments)])
        ids, scores = np.full((len(found[0]), k), -1, np.int64), np.zeros((len(found[0]), k))
        if len(found) == 1:
            for query, part in enumerate(found[0]):
                count = min(k, len(part.docs))
                ids[query, :count], scores[query, :count] = part.docs[:count], part.cosines[:count]
            return ids, scores
        for query, parts in enumerate(zip(*found, strict=True)):
            docs = np.concatenate([part.docs[:k] + first for part, first in zip(parts, firsts, strict=False)])
            cosines = np.concatenate([part.cosines[:k] for part in parts])
            order = np.argsort(-cosines, kind="stable")[:k]
            ids[query, : len(order)], scores[query, : len(order)] = docs[order], cosines[order]
        return ids, scores


def _to_beat(found: Sequence[Sequence[Best]], k: int) -> npt.NDArray[np.float64] | None:
    """The k-th best cosine of each query so far, 0 where there are fewer: what another segment has to reach."""
    if not found:
        return None
    bars = []
    for parts in zip(*found, strict=True):
        cosines = np.sort(np.concatenate([part.cosines[:k] for part in parts]))
        bars.append(cosines[-k] if len(cosines) >= k else 0.0)
    return np.array(bars)


def write(cards: Iterable[Card], folder: Path) -> None:
    """From texts, in the order of their ids, to segments on disk: count, fit, weigh, turn and write."""
    folders.fit_and_build(folder, ((card, 1) for card in cards))


def warm() -> None:
    """Have everything compiled and loaded: an image does that once, so no figure includes it."""
    compiled()


def opened(folder: Path, *, verify: bool = False) -> Index:
    """The index that `write` wrote; without verifying no text and no posting is read."""
    stats, side, segments = folders.read(folder, verify=verify)
    return Index(stats, tuple(segments), Market(stats, side, segments))


def sizes(folder: Path) -> dict[str, int]:
    """Bytes on disk of what searches read, by purpose, and of everything."""
    purposes = {"posting": "postings", "row": "rows to rescore by", "card": "cards and filters"}
    found = dict.fromkeys([*purposes.values(), "terms and the rest", "total"], 0)
    for path in folder.rglob("*"):
        if path.is_file():
            kind = path.name.partition("_")[0]
            found[purposes.get(kind, "terms and the rest")] += path.stat().st_size
            found["total"] += path.stat().st_size
    return found


def offers(stats: Stats, cards: Iterable[Card], texts: bool) -> Offers:
    """The vectors of the cards, the counts behind them, and the texts where they are wanted."""
    rows, times, said = [], [], []
    for chunk in _chunks(cards):
        read = [offered_text(card) for card in chunk]
        rows.append(_matrix(stats, stats.offered_rows(chunk)))
        times.append(_counted(stats, read))
        said += read if texts else []
    return Offers(said, _stacked(rows), _stacked(times), stats.idf)


def asked(stats: Stats, needs: Sequence[Card]) -> Asked:
    """The vectors of the needs."""
    rows = stats.wanted_rows(needs)
    whole = _matrix(stats, rows)
    core = csr_matrix((rows.weights * rows.core, rows.terms, rows.bounds), shape=whole.shape, copy=True)
    core.eliminate_zeros()
    return Asked(whole, core)


def place_of(stats: Stats) -> Callable[[Sequence[str]], npt.NDArray[np.int32]]:
    """Terms to the columns of our vectors, -1 for unknown ones."""
    return lambda terms: stats.numbers(codes_of(terms))


def _chunks(cards: Iterable[Card]) -> Iterable[list[Card]]:
    held: list[Card] = []
    for card in cards:
        held.append(card)
        if len(held) == CHUNK:
            yield held
            held = []
    if held:
        yield held


def _matrix(stats: Stats, rows: Rows) -> csr_matrix:
    return csr_matrix((rows.weights, rows.terms, rows.bounds), shape=(len(rows), len(stats.codes)))


def _counted(stats: Stats, texts: Sequence[str]) -> csr_matrix:
    """Times of the terms that weigh something."""
    counts = count(texts)
    numbers = stats.numbers(counts.codes)
    kept = (numbers >= 0) & (stats.idf[numbers] > 0)
    times = np.where(kept[counts.terms], counts.times, 0).astype(np.int32)
    columns = np.maximum(numbers, 0)[counts.terms]
    matrix = csr_matrix((times, columns, counts.bounds), shape=(len(texts), len(stats.codes)))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _stacked(parts: list[Any]) -> csr_matrix:
    """One matrix of many; by hand, for at a million rows a copy too many is gigabytes."""
    bounds = np.concatenate(([0], np.cumsum(np.concatenate([np.diff(part.indptr) for part in parts]))))
    columns = np.concatenate([part.indices for part in parts])
    values = np.concatenate([part.data for part in parts])
    return csr_matrix((values, columns, bounds), shape=(len(bounds) - 1, parts[0].shape[1]))
