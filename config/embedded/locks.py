"""Locks the kernel frees by itself when a process dies, also by kill -9."""

import atexit
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.embedded.places import Place

_held: dict[Path, IO[str]] = {}  # open for as long as this process lives; forked children share them


@contextmanager
def exclusive(place: Place) -> Iterator[None]:
    """Let one process at a time start or stop the servers of this place."""
    with open(place.data / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def mark_in_use(place: Place) -> None:
    """Count this process as a user of the servers until it ends."""
    path = _in_use(place)
    if path not in _held:
        _held[path] = open(path, "w")  # noqa: SIM115  held on purpose
        fcntl.flock(_held[path], fcntl.LOCK_SH)
        atexit.register(_held[path].close)


@contextmanager
def unused(place: Place) -> Iterator[bool]:
    """Say whether no living process but this one uses the servers. Call inside `exclusive`."""
    if mine := _held.pop(_in_use(place), None):
        mine.close()
    with open(_in_use(place), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _in_use(place: Place) -> Path:
    return place.data / "in-use"
