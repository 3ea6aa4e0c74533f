"""This machine's copy of a published index: fetched once, checked, and mapped by every process."""

import fcntl
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from matchmaking.engine.errors import StoreError
from matchmaking.models import MarketIndex

CHECKED = "checked.json"  # size and time of every file when its checksum was last computed
PIECE = 1 << 20  # bytes copied at once


def fetch(index: MarketIndex) -> Path:
    """The folder of this index on this machine, every byte of it checked against the row.

    1. One process of a machine fetches, the others wait for it. 2. Files are checked as they come, and again when their
    size or time is no longer what it was. 3. A copy that is damaged is fetched anew.

    Raises StoreError when what is stored is damaged, OSError when it cannot be read or there is no room for it.
    """
    with _locked():
        if not _is_whole(index, local := _local(index)):
            shutil.rmtree(local, ignore_errors=True)
            scratch = Path(tempfile.mkdtemp(dir=_home(), prefix=".fetch-"))
            try:
                for file in index.files:
                    _copy(f"{index.folder}/{file['path']}", scratch / file["path"], file)
                _note(scratch, index)
                scratch.rename(local)
            except BaseException:
                shutil.rmtree(scratch, ignore_errors=True)
                raise
            _forget_others(index)
    return local


def adopt(index: MarketIndex, built: Path) -> None:
    """Keep the files this machine has just published, instead of fetching them."""
    with _locked():
        _note(built, index)
        if not _local(index).exists():
            built.rename(_local(index))


def workshop() -> Path:
    """An empty folder beside the local copies, on the same file system."""
    return Path(tempfile.mkdtemp(dir=_home(), prefix=".build-"))


def _home() -> Path:
    home = Path(settings.HOME) / "index"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _local(index: MarketIndex) -> Path:
    return _home() / index.folder.replace("/", "-")


@contextmanager
def _locked() -> Iterator[None]:
    """One process of this machine at a time; the kernel frees the lock of one that dies."""
    with open(_home() / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _copy(name: str, target: Path, expected: dict[str, Any]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with default_storage.open(name) as stored, target.open("wb") as file:
        while piece := stored.read(PIECE):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    if (size, digest.hexdigest()) != (expected["bytes"], expected["sha256"]):
        raise StoreError(f"{name} is damaged (checksum differs): publish the index again")


def _is_whole(index: MarketIndex, local: Path) -> bool:
    """Is this copy what the row says? Only files that were touched since the last check are read."""
    try:
        checked = json.loads((local / CHECKED).read_bytes())
        touched = [
            file
            for file in index.files
            if checked.get(file["path"]) != [*_seen(local / file["path"]), file["sha256"]]
        ]
        for file in touched:
            with (local / file["path"]).open("rb") as opened:
                if hashlib.file_digest(opened, "sha256").hexdigest() != file["sha256"]:
                    return False
        if touched:
            _note(local, index)
    except (OSError, ValueError, AttributeError):
        return False
    return True


def _note(folder: Path, index: MarketIndex) -> None:
    """Write down what the files looked like when they were checked."""
    seen = {file["path"]: [*_seen(folder / file["path"]), file["sha256"]] for file in index.files}
    (folder / CHECKED).write_text(json.dumps(seen))


def _seen(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _forget_others(index: MarketIndex) -> None:
    """Delete copies of indexes that are no more. Processes that map them keep what they have mapped."""
    kept = {_local(row).name for row in MarketIndex.objects.only("folder")} | {_local(index).name}
    for path in _home().glob("indexes-*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
