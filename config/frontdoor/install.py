"""The virtual environment: made once, filled from hash-locked lists, left alone while the lists do not change."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .children import quietly
from .places import DEVELOPMENT, INSTALLER, PYTHON, ROOT, RUNTIME, VENV
from .speech import Halt, step

NO_NETWORK = (
    "The packages could not be installed; the first time needs a network or a package mirror. It said:"
)
NO_VENV = (
    "Python cannot make a virtual environment here (its venv or pip module is missing): "
    "install it (Debian, Ubuntu: apt-get install python3-venv), then ./run again."
)


def install(lock: Path) -> None:
    """Bring `.venv` to the state of a lock file. Two that start at once wait for each other."""
    if _installed(lock):
        return
    with _alone():
        if _installed(lock):
            return
        with step(f"installing {_count(lock)} packages"):
            _make_environment()
            _fill(lock)
            _stamp(lock).write_text(_digest(lock))


def _installed(lock: Path) -> bool:
    """The development list contains the runtime's: whoever has it needs nothing more to run."""
    enough = {lock, DEVELOPMENT} if lock == RUNTIME else {lock}
    return any(
        stamp.exists() and stamp.read_text() == _digest(candidate)
        for candidate in enough
        if (stamp := _stamp(candidate)) and PYTHON.exists()
    )


def _stamp(lock: Path) -> Path:
    return VENV / f".{lock.stem}.sha256"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _count(lock: Path) -> int:
    return sum("==" in line for line in lock.read_text().splitlines())


@contextmanager
def _alone() -> Iterator[None]:
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _make_environment() -> None:
    """Make `.venv`, also where the system's Python lacks ensurepip; one that works is kept, a broken one replaced."""
    if _answers(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))") and _has_pip():
        return
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if _answers(*make):
        return
    if _answers(*make, "--without-pip") and _answers(
        sys.executable, "-m", "pip", "--python", PYTHON, "install", "-q", "pip"
    ):
        return
    uv = shutil.which("uv")
    if uv and _answers(uv, "venv", "--clear", "--seed", "--python", sys.executable, VENV):
        return
    raise Halt(NO_VENV)


def _has_pip() -> bool:
    return _answers(PYTHON, "-m", "pip", "--version") or _answers(PYTHON, "-m", "ensurepip")


def _fill(lock: Path) -> None:
    """Let uv do it (3 s); where uv does not work, pip does (40 s)."""
    locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *locked]
    uv = VENV / "bin" / "uv"
    if not _answers(uv, "--version"):
        _answers(*pip, "-r", INSTALLER)
    if _answers(uv, "pip", "install", "-q", "-p", PYTHON, *locked, "-r", lock):
        return
    quietly([*pip, "-r", lock], NO_NETWORK)


def _answers(*command: str | Path) -> bool:
    try:
        quietly(list(command), "")
    except (Halt, OSError, subprocess.SubprocessError):
        return False
    return True
