"""An immutable block of vectors with the ids they belong to, in memory or mapped from a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .. import store
from ..errors import StoreError
from .encoder import Floats32

KIND = "duijie-vectors"
GONE = 0  # the digest of a row that says: this card has no vector any more
_AT_ONCE = 512  # rows turned into float32 at a time, so that they stay in the cache

Halves = npt.NDArray[np.float16]
Ids = npt.NDArray[np.bytes_]
Row = tuple[str, int, int, Floats32]  # id, revision, digest of the text, vector


@dataclass(frozen=True, eq=False)
class Block:
    """Rows in order of their ids (UTF-8 bytes): revision of the card, digest of its text, vector as float16."""

    ids: Ids
    revisions: npt.NDArray[np.int64]
    digests: npt.NDArray[np.uint64]
    vectors: Halves

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: Ids) -> npt.NDArray[np.int64]:
        """The row of each id; -1 where it is not here."""
        if not len(self):
            return np.full(len(ids), -1, np.int64)
        place = np.minimum(np.searchsorted(self.ids, ids), len(self) - 1)
        return np.where(self.ids[place] == ids, place, -1).astype(np.int64)

    def place(self, id: str) -> int:
        """The row of an id; -1 where it is not here."""
        wanted = np.bytes_(id.encode())
        if len(wanted) > self.ids.itemsize:  # a longer one would have the whole column copied to compare
            return -1
        place = int(np.searchsorted(self.ids, wanted))
        return place if place < len(self) and self.ids[place] == wanted else -1

    def cosines(self, query: Floats32) -> Floats32:
        """The dot product of every row with a query, see `dense.margin`. About 0.8 ns per number, to widen halves."""
        found = np.empty(len(self), np.float32)
        room = np.empty((min(_AT_ONCE, len(self)), len(query)), np.float32)
        for start in range(0, len(self), _AT_ONCE):
            rows = room[: min(_AT_ONCE, len(self) - start)]
            np.copyto(rows, self.vectors[start : start + len(rows)])
            np.matmul(rows, query, out=found[start : start + len(rows)])
        return found


def block_of(rows: Sequence[Row], dim: int) -> Block:
    """A block of rows, each id once."""
    ordered = sorted(rows, key=lambda row: row[0].encode())
    return Block(
        np.array([id.encode() for id, *_ in ordered] or [b""], "S")[: len(ordered)],
        np.array([revision for _, revision, _, _ in ordered], np.int64),
        np.array([digest for _, _, digest, _ in ordered], np.uint64),
        np.array([vector for *_, vector in ordered], np.float16).reshape(len(ordered), dim),
    )


def merged(blocks: Sequence[Block], *, lowest: bool) -> Block:
    """One block of several, of equal ids the later row; where nothing lies below, rows that only say GONE go."""
    ids = np.concatenate([block.ids for block in blocks])
    unique, first = np.unique(ids[::-1], return_index=True)  # the first of the reversed is the last
    kept = len(ids) - 1 - first
    digests = np.concatenate([block.digests for block in blocks])
    if lowest:
        said = digests[kept] != GONE
        unique, kept = unique[said], kept[said]
    revisions = np.concatenate([block.revisions for block in blocks])
    vectors = np.concatenate([block.vectors for block in blocks])
    return Block(unique, revisions[kept], digests[kept], vectors[kept])


def save(folder: Path, block: Block, version: str) -> None:
    """Write the block under its encoder's version; the same rows give the same bytes."""
    facts: dict[str, store.Fact] = {
        "encoder": version,
        "rows": len(block),
        "dim": int(block.vectors.shape[1]),
    }
    arrays = {"ids.npy": block.ids, "revisions.npy": block.revisions, "digests.npy": block.digests}
    store.write(folder, KIND, facts, {**arrays, "vectors.npy": block.vectors})


def load(folder: Path, version: str, *, verify: bool = False) -> Block:
    """The block in a folder, mapped; StoreError when it is damaged (`verify` reads all) or of another encoder."""
    facts, paths = store.files_of(folder, KIND, verify=verify)
    if facts["encoder"] != version:
        raise StoreError(
            f"{folder} holds vectors of encoder {facts['encoder']}, not {version}; name another folder"
        )
    names = ("ids.npy", "revisions.npy", "digests.npy", "vectors.npy")
    return Block(*(store.map_array(paths[name]) for name in names))
