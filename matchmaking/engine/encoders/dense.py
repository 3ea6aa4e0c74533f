"""The vectors of one side of the market, kept by card id and revision, and the nearest of them to a query."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from ..types import Card
from .block import GONE, Block, Halves, Ids, Row, block_of
from .card_text import card_text, digest_of
from .encoder import Encoder, Floats32

PLACES = 6  # decimals of a cosine, so that ties are ties on every machine
AT_ONCE = 64  # cards encoded between two looks at the clock or the disk

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Dense:
    """Blocks of vectors of one encoder; a later block's row takes the place of an earlier one with its id."""

    version: str
    dim: int
    blocks: tuple[Block, ...] = ()

    @cached_property
    def live(self) -> tuple[Flags, ...]:
        """Per block, which rows no later block replaces, and which have a vector."""
        flags = [block.digests != GONE for block in self.blocks]
        for n, block in enumerate(self.blocks):
            for later in self.blocks[n + 1 :]:
                places = block.places(later.ids)
                flags[n][places[places >= 0]] = False
        return tuple(flags)

    def __len__(self) -> int:
        return int(sum(np.count_nonzero(flags) for flags in self.live))

    def __contains__(self, id: str) -> bool:
        return self._row(id) is not None

    def cards(self) -> Iterator[tuple[str, int]]:
        """(id, revision) of every card with a vector, block by block."""
        for block, flags in zip(self.blocks, self.live, strict=True):
            for row in np.flatnonzero(flags).tolist():
                yield block.ids[row].decode(), int(block.revisions[row])

    def revision(self, id: str) -> int | None:
        """The revision of the card whose vector is held."""
        row = self._row(id)
        return None if row is None else int(row[0].revisions[row[1]])

    def revisions(self, ids: Ids) -> npt.NDArray[np.int64]:
        """The revision held of each id; -1 where there is no vector."""
        found = np.full(len(ids), -1, np.int64)
        for block, live in zip(self.blocks, self.live, strict=True):
            places = block.places(ids)
            here = np.flatnonzero(places >= 0)
            at = places[here]
            found[here] = np.where(live[at], block.revisions[at], -1)
        return found

    def digest(self, id: str) -> int:
        """The digest of the text whose vector is held, GONE where none is."""
        row = self._row(id)
        return GONE if row is None else int(row[0].digests[row[1]])

    def vector(self, id: str) -> Halves | None:
        """The vector of a card; zeros where the encoder could not read it."""
        row = self._row(id)
        return None if row is None else np.asarray(row[0].vectors[row[1]])

    def mask(self, ids: Ids) -> list[Flags]:
        """Flags for `top` that let only these ids pass."""
        flags = [np.zeros(len(block), np.bool_) for block in self.blocks]
        for block, chosen in zip(self.blocks, flags, strict=True):
            places = block.places(ids)
            chosen[places[places >= 0]] = True
        return flags

    def top(self, query: Floats32, k: int, mask: Sequence[Flags] | None = None) -> list[tuple[str, float]]:
        """(id, cosine) of the k nearest with a cosine above 0, best first, ties by id; exact.

        `mask` has flags per block: what it does not let pass is left out before the cut. Every vector is read, in
        blocks: 4 bytes of working memory per card, and 80 ms of a core for 100,000 cards of 384 numbers.
        """
        if k < 1:
            return []
        found = [block.cosines(query) for block in self.blocks]
        for n, (cosines, flags) in enumerate(zip(found, self.live, strict=True)):
            cosines[~(flags if mask is None else flags & mask[n])] = -1.0
        least = max(0.0, _least(np.concatenate([np.zeros(0, np.float32), *found]), k) - margin(self.dim))
        nearest: list[tuple[str, float]] = []
        for block, cosines in zip(self.blocks, found, strict=True):
            for row in np.flatnonzero(
                (cosines >= least) & (cosines != 0)
            ).tolist():  # zeros could not be read
                exact = cosine(query, block.vectors[row])
                if exact > 0:
                    nearest.append((block.ids[row].decode(), exact))
        return sorted(nearest, key=lambda each: (-each[1], each[0]))[:k]

    def with_block(self, block: Block) -> "Dense":
        """The same with another block on top."""
        return Dense(self.version, self.dim, (*self.blocks, block))

    def _row(self, id: str) -> tuple[Block, int] | None:
        for n in reversed(range(len(self.blocks))):
            place = self.blocks[n].place(id)
            if place >= 0:
                return (self.blocks[n], place) if self.live[n][place] else None
        return None


def dense_of(encoder: Encoder, cards: Iterable[Card]) -> Dense:
    """The vectors of cards in memory, at revision 1; for files and tests. The market's are in a `folder`."""
    empty = Dense(encoder.version, encoder.dim)
    rows = [row for some in encoded(encoder, empty, ((card, 1) for card in cards)) for row in some]
    return empty.with_block(block_of(rows, encoder.dim))


def encoded(encoder: Encoder, held: Dense, cards: Iterable[tuple[Card, int]]) -> Iterator[list[Row]]:
    """Rows of the (card, revision) that `held` has not at this revision or a later one, a few at a time.

    Where a revision changed nothing that is read, the vector held is kept: encoding is what costs.
    """
    stale = ((card, revision) for card, revision in cards if _before(held.revision(card.id), revision))
    while some := list(islice(stale, AT_ONCE)):
        texts = [card_text(card) for card, _ in some]
        digests = [digest_of(text) for text in texts]
        known = [held.digest(card.id) == digest for (card, _), digest in zip(some, digests, strict=True)]
        new = iter(encoder.encode([text for text, same in zip(texts, known, strict=True) if not same]))
        rows: list[Row] = []
        for (card, revision), digest, same in zip(some, digests, known, strict=True):
            vector = held.vector(card.id) if same else next(new)
            rows.append((card.id, revision, digest, np.asarray(vector, np.float32)))
        yield rows


def halved(vector: Floats32) -> Floats32:
    """A query as coarse as the vectors it meets: the same answer whether it was stored or has just been encoded."""
    return vector.astype(np.float16).astype(np.float32)


def cosine(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """The dot product of two stored unit vectors, added up in double precision; -1..1."""
    products = np.asarray(a, np.float64) * np.asarray(b, np.float64)
    return min(1.0, max(-1.0, round(float(np.sum(products)), PLACES)))


def margin(dim: int) -> float:
    """How far a float32 dot product of unit vectors can lead astray: twice n u, and the rounding to PLACES.

    Higham, Accuracy and Stability of Numerical Algorithms, section 3.1, with u = 2^-24.
    """
    return dim * 2.0**-22 + 10.0**-PLACES


def _before(held: int | None, revision: int) -> bool:
    return held is None or held < revision


def _least(cosines: Floats32, k: int) -> float:
    """The k-th largest."""
    return float(np.partition(cosines, len(cosines) - k)[len(cosines) - k]) if len(cosines) > k else -1.0
