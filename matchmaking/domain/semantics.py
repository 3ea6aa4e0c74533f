"""The optional semantic encoder: its vectors on this machine, brought up to date as listings change.

Off unless ENCODER_DIR names a folder. Vectors are made of public cards only, lie under DUIJIE_HOME/index by the version
of the encoder, and may be deleted at any time: they are made again. Each host has its own.
"""

import fcntl
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from matchmaking.engine.encoders.dense import Dense
from matchmaking.engine.encoders.encoder import Encoder
from matchmaking.engine.encoders.keep import append, drop, open_dense
from matchmaking.engine.encoders.load import load_encoder
from matchmaking.engine.encoders.semantics import Semantics
from matchmaking.engine.errors import EncoderError, StoreError
from matchmaking.engine.index.market import Market
from matchmaking.engine.index.vectors import gone, stale
from matchmaking.engine.types import Side

log = logging.getLogger(__name__)
SECONDS = 30.0  # that matching waits for the vectors of what changed; a listing takes a tenth of one
FEW = 64  # listings that are encoded before something is matched
SIDES: tuple[Side, ...] = ("wanted", "offered")
_held: dict[
    str, tuple[tuple[int, ...], Semantics]
] = {}  # by encoder version: when the folders changed, what they hold


class Markets(Protocol):
    """Both sides of the market, as a process holds them."""

    def side(self, side: Side) -> Market: ...


def encoder_in_use() -> Encoder | None:
    """The encoder in ENCODER_DIR; None where none is named. EncoderError when the folder cannot be used."""
    return _load(str(settings.ENCODER_DIR)) if settings.ENCODER_DIR else None


def encoder_version() -> str:
    """What a model must name to say with which encoder its scores were made; empty without one."""
    encoder = encoder_in_use()
    return encoder.version if encoder else ""


def encoder_fault() -> str:
    """What is wrong with ENCODER_DIR; empty when it can be used or is not set."""
    try:
        encoder_in_use()
    except EncoderError as error:
        return str(error)
    return ""


def attach_vectors(markets: Markets) -> None:
    """Let both sides be searched with the vectors this machine has now; without them where there is no encoder."""
    encoder = encoder_in_use()
    semantics = _present(encoder) if encoder else None
    for side in SIDES:
        markets.side(side).semantics = semantics


def keep_vectors(markets: Markets, *, seconds: float = SECONDS, most: int | None = FEW) -> bool:
    """Encode what changed for at most so long, and search with it. False when there is more to do.

    Where more than `most` wait, as after ENCODER_DIR was set, nothing is done: `encoding.catch_up` does it, and
    matching goes on with what there is. One process of a machine encodes at a time; another waits within its seconds.
    What was encoded is kept every few listings, so a kill loses less than ten seconds of work.
    """
    encoder = encoder_in_use()
    done, end = True, time.monotonic() + seconds
    if encoder is not None and most is not None and vectors_missing(markets) > most:
        done = False
    elif encoder is not None:
        with _alone(vectors_folder(encoder), end) as alone:
            done = alone and all(_side_kept(encoder, side, markets.side(side), end) for side in SIDES)
    attach_vectors(markets)
    return done


def vectors_missing(markets: Markets) -> int:
    """How many listings wait for their vectors on this machine; 0 without an encoder."""
    encoder = encoder_in_use()
    if encoder is None:
        return 0
    sides = (stale(markets.side(side), _dense(encoder, side)) for side in SIDES)
    return sum(1 for side in sides for _ in side)


def _side_kept(encoder: Encoder, side: Side, market: Market, end: float) -> bool:
    folder = vectors_folder(encoder) / side
    held = _dense(encoder, side)
    drop(folder, encoder, gone(market, held))
    for _ in append(folder, encoder, stale(market, held)):
        if time.monotonic() > end:
            return next(stale(market, open_dense(folder, encoder)), None) is None
    return True


def _present(encoder: Encoder) -> Semantics:
    """What the folders hold, opened again when they changed."""
    stamps = tuple(_stamp(vectors_folder(encoder) / side) for side in SIDES)
    known = _held.get(encoder.version)
    if known is None or known[0] != stamps:
        known = stamps, Semantics(encoder, _dense(encoder, "wanted"), _dense(encoder, "offered"))
        _held.clear()
        _held[encoder.version] = known
    return known[1]


def _dense(encoder: Encoder, side: Side) -> Dense:
    folder = vectors_folder(encoder) / side
    try:
        return open_dense(folder, encoder)
    except (StoreError, OSError) as error:
        log.warning("vectors in %s cannot be used (%s); encoding again", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return open_dense(folder, encoder)


def vectors_folder(encoder: Encoder) -> Path:
    """Where this machine keeps them."""
    return Path(settings.HOME) / "index" / f"vectors-{encoder.version}"


def _stamp(folder: Path) -> int:
    """Changes whenever a part comes or goes."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@contextmanager
def _alone(folder: Path, end: float) -> Iterator[bool]:
    """Hold the lock of the folder, which the kernel frees when a process dies; False when another held it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    yield False
                    return
                time.sleep(0.1)
            else:
                yield True
                return


@lru_cache(maxsize=1)
def _load(folder: str) -> Encoder:
    return load_encoder(Path(folder))
