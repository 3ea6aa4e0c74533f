"""What the machine must offer, asked before the work begins."""

import os
import platform
import shutil
import socket
from pathlib import Path

from .places import LINUX, PYTHON, ROOT, home
from .speech import Halt

OLDEST_GLIBC = (2, 28)  # what the wheels of the servers are built for
PACKAGES_MB, DATA_MB = 1000, 300


def check_system() -> None:
    """Refuse a system whose wheels do not exist."""
    if not LINUX:
        return
    library, version = platform.libc_ver()
    if library != "glibc":
        raise Halt("this Linux has no glibc (Alpine?) and the packages need it: use docker compose up.")
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_GLIBC:
        raise Halt(f"glibc {version} is too old, 2.28 or newer is needed: use docker compose up.")


def check_room() -> None:
    """Refuse to begin what would fill the disk half-way."""
    if not PYTHON.exists():
        need_room(ROOT, PACKAGES_MB, "the packages")
    if not (home() / "pg").exists():
        need_room(home(), DATA_MB, "the data")


def need_room(folder: Path, megabytes: int, what: str) -> None:
    """Ask for free space on the disk of `folder`, which need not exist yet."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free // 2**20
    if free < megabytes:
        raise Halt(
            f"{there} has {free} MB free, {what} need {megabytes} MB: make room, or set DUIJIE_HOME elsewhere."
        )


def chosen_port() -> int:
    """Return PORT (8000) if it can be listened on."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Halt(f"PORT={text} is not a port: give a number from 1024 to 65535, as in PORT=8123 ./run.")
    port = int(text)
    try:
        _listen(port)
    except PermissionError:
        raise Halt(f"port {port} is only for root: choose one above 1023, as in PORT=8123 ./run.") from None
    except OSError:
        raise Halt(
            f"port {port} is taken by another program: PORT={free_after(port)} ./run takes the next."
        ) from None
    return port


def _listen(port: int) -> None:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        sock.bind(("127.0.0.1", port))
        sock.listen(1)


def free_after(port: int) -> int:
    """Return the next port nobody listens on."""
    for candidate in range(max(port + 1, 1024), 65536):
        try:
            _listen(candidate)
        except OSError:
            continue
        return candidate
    return 8123
