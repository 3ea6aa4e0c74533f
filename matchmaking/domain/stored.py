"""Folders of files in the default storage: written so that a reader who finds the manifest finds the rest."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from matchmaking.domain.local_index import PIECE


def upload(local: Path, folder: str) -> list[dict[str, Any]]:
    """Store every file below `local`, manifests last; returns path, bytes and sha256 of each.

    A file that a writer left who died, or that was damaged since, is written again; one that is whole already is not.
    """
    paths = sorted(
        (path for path in local.rglob("*") if path.is_file()),
        key=lambda path: (path.suffix == ".json", str(path)),
    )
    files = []
    for path in paths:
        name = path.relative_to(local).as_posix()
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        _store(path, f"{folder}/{name}", digest)
        files.append({"path": name, "bytes": path.stat().st_size, "sha256": digest})
    return files


def download(folder: str, local: Path) -> None:
    """Put the files of a stored folder, not those of folders in it, into a local one that appears whole."""
    local.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=local.parent, prefix=".fetch-"))
    for name in default_storage.listdir(folder)[1]:
        with default_storage.open(f"{folder}/{name}") as stored, (scratch / name).open("wb") as file:
            while piece := stored.read(PIECE):
                file.write(piece)
    try:
        scratch.rename(local)
    except OSError:  # another process was faster; its copy is the same
        for path in scratch.iterdir():
            path.unlink()
        scratch.rmdir()


def delete(folder: str) -> None:
    """Delete a stored folder with everything in it."""
    inner, names = default_storage.listdir(folder)
    for name in inner:
        delete(f"{folder}/{name}")
    for path in [f"{folder}/{name}" for name in names] + [
        folder
    ]:  # where folders are real, the empty one too
        default_storage.delete(path)


def age(folder: str) -> float:
    """Seconds since the youngest file of a stored folder was written."""
    times = [default_storage.get_modified_time(path) for path in _files_below(folder)]
    return (timezone.now() - max(times)).total_seconds() if times else float("inf")


def _store(path: Path, name: str, digest: str) -> None:
    if default_storage.exists(name):
        found = hashlib.sha256()
        with default_storage.open(name) as stored:
            while piece := stored.read(PIECE):
                found.update(piece)
        if found.hexdigest() == digest:
            return
        default_storage.delete(name)
    with path.open("rb") as opened:
        written = default_storage.save(name, File(opened))
    if written != name:
        default_storage.delete(written)
        raise FileExistsError(f"{name} was written by somebody else at the same moment")


def _files_below(folder: str) -> Iterator[str]:
    inner, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for name in inner:
        yield from _files_below(f"{folder}/{name}")
