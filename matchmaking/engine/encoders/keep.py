"""Vectors in a folder: parts that never change, each written whole or not at all; a later part wins."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from ..errors import StoreError
from ..types import Card
from . import block as blocks
from .block import GONE, Block, Row
from .dense import Dense, encoded
from .encoder import Encoder

PART = "part-"
MERGE = 4  # a part is merged with the one before it unless that has so many times its rows
LARGEST = 1 << 17  # rows; a part this large stays as it is
ATTEMPTS = 3  # a writer may merge parts while they are being opened


def open_dense(folder: Path, encoder: Encoder, *, verify: bool = False) -> Dense:
    """What the folder holds, mapped and shared with every process that maps it; empty where there is no folder.

    StoreError when a part is damaged or of another encoder. A crash of the writer leaves either the old or the new.
    """
    for attempt in range(ATTEMPTS):
        parts = _parts(folder)
        try:
            loaded = tuple(blocks.load(part, encoder.version, verify=verify) for part in parts)
        except StoreError:
            if attempt + 1 < ATTEMPTS and parts != _parts(folder):
                continue
            raise
        return Dense(encoder.version, encoder.dim, loaded)
    raise AssertionError("unreachable")


def append(folder: Path, encoder: Encoder, cards: Iterable[tuple[Card, int]]) -> Iterator[int]:
    """Encode the (card, revision) the folder has not, and keep what was encoded after every few cards.

    Yields how many were taken each time: a caller may stop between, and nothing is lost. One writer at a time.
    """
    for left in (*folder.glob(".new-*"), *folder.glob(".old-*")):  # by a writer that was killed
        shutil.rmtree(left)
    for rows in encoded(encoder, open_dense(folder, encoder), cards):
        _add(folder, encoder, rows)
        yield len(rows)


def drop(folder: Path, encoder: Encoder, ids: Iterable[str]) -> int:
    """Forget the vectors of these cards; returns how many there were."""
    held, nothing = open_dense(folder, encoder), np.zeros(encoder.dim, np.float32)
    rows: list[Row] = [(id, held.revision(id) or 0, GONE, nothing) for id in set(ids) if id in held]
    if rows:
        _add(folder, encoder, rows)
    return len(rows)


def _add(folder: Path, encoder: Encoder, rows: list[Row]) -> None:
    _write(folder, encoder, blocks.block_of(rows, encoder.dim))
    parts = _parts(folder)
    while len(parts) > 1:
        two = [blocks.load(part, encoder.version) for part in parts[-2:]]
        if len(two[0]) >= min(LARGEST, MERGE * len(two[1])):
            break
        # The merged part comes after both, so a crash before they are removed changes no answer.
        _write(folder, encoder, blocks.merged(two, lowest=len(parts) == 2))
        for part in parts[-2:]:  # the older first: what the newer says of it must outlive it
            _remove(part)
        parts = _parts(folder)


def _remove(part: Path) -> None:
    """In one step for readers."""
    old = part.with_name(f".old-{part.name}")
    part.rename(old)
    shutil.rmtree(old)


def _write(folder: Path, encoder: Encoder, block: Block) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=".new-"))
    try:
        blocks.save(scratch, block, encoder.version)
        last = max((_number(part) for part in _parts(folder)), default=0)
        scratch.rename(folder / f"{PART}{last + 1:06d}")
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def _parts(folder: Path) -> list[Path]:
    """The parts in the order in which they count."""
    return sorted(folder.glob(f"{PART}*"), key=_number) if folder.is_dir() else []


def _number(part: Path) -> int:
    return int(part.name.removeprefix(PART))
