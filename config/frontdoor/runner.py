"""The one copy that runs on a data folder: a lock the kernel frees, and in it who holds it."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .machine import free_after
from .places import home
from .speech import Halt

STOP_LIMIT = 60.0  # seconds


@contextmanager
def only_copy() -> Iterator[None]:
    """Be the one that runs on this data folder, or halt saying where the other one is."""
    home().mkdir(parents=True, exist_ok=True)
    with open(_file(), "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Halt(
                f"it already runs on {home()}, at {_address()}: ./run stop ends it; "
                f"PORT={free_after(8000)} DUIJIE_HOME=/some/dir ./run starts another beside it."
            ) from None
        file.truncate(0)
        write_down(0)
        yield


def write_down(port: int) -> None:
    """Leave our process id and port for the others to read."""
    _file().write_text(json.dumps({"pid": os.getpid(), "port": port}))


def stop_running_copy() -> bool:
    """End the copy that runs on this data folder, if there is one, and wait until it has. Say whether there was one."""
    if not _taken():
        return False
    os.kill(_entry()["pid"], signal.SIGTERM)
    deadline = time.monotonic() + STOP_LIMIT
    while _taken():
        if time.monotonic() > deadline:
            raise Halt(f"process {_entry()['pid']} does not end: kill -9 it; the next start recovers.")
        time.sleep(0.1)
    return True


def _taken() -> bool:
    if not _file().exists():
        return False
    with open(_file()) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _entry() -> dict[str, int]:
    entry: dict[str, int] = json.loads(_file().read_text())
    return entry


def _address() -> str:
    entry = _entry()
    return f"http://127.0.0.1:{entry['port'] or '?'} (process {entry['pid']})"


def _file() -> Path:
    return home() / "runner"
