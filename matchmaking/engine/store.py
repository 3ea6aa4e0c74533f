"""Folders of plain files under a readable manifest with checksums: written whole or not at all, never pickled."""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import StoreError

FORMAT = 1  # raise it when a saved folder of before can no longer be read
MANIFEST = "manifest.json"
ATTEMPTS = 3  # a writer may replace the files between our reading of the manifest and of them

Fact = str | int
Arrays = dict[str, npt.NDArray[Any]]


def arrays_to_bytes(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """An uncompressed .npz; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **dict(arrays))
    return buffer.getvalue()


def bytes_to_arrays(data: bytes) -> Arrays:
    """The arrays of an .npz; objects are refused."""
    with np.load(io.BytesIO(data), allow_pickle=False) as opened:
        return {name: opened[name] for name in opened.files}


def write(folder: Path, kind: str, facts: Mapping[str, Fact], files: Mapping[str, bytes]) -> None:
    """Put the files under names that carry their checksum, then replace the manifest in one step.

    A reader or a crash at any moment meets either the old whole or the new whole. The files of the manifest
    just replaced stay, for readers already under way; older ones go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _named_files(folder)
    entries: dict[str, dict[str, Fact]] = {}
    for name, data in sorted(files.items()):
        digest = hashlib.sha256(data).hexdigest()
        stem, dot, ending = name.partition(".")
        path = f"{stem}-{digest[:12]}{dot}{ending}"
        _write_through(folder / path, data)
        entries[name] = {"file": path, "bytes": len(data), "sha256": digest}
    manifest = {"kind": kind, "format": FORMAT, "facts": dict(facts), "files": entries}
    manifest["check"] = _check(manifest)
    _write_through(folder / f"{MANIFEST}.new", _text(manifest))
    os.replace(folder / f"{MANIFEST}.new", folder / MANIFEST)
    current = {str(entry["file"]) for entry in entries.values()}
    for path_ in folder.iterdir():
        if path_.is_file() and path_.name not in current | before | {MANIFEST}:
            path_.unlink(missing_ok=True)


def read(folder: Path, kind: str) -> tuple[dict[str, Fact], dict[str, bytes]]:
    """The facts and the files of a folder, each checked against its sha256."""
    for attempt in range(ATTEMPTS):
        manifest = _manifest(folder, kind)
        try:
            files = {name: (folder / entry["file"]).read_bytes() for name, entry in manifest["files"].items()}
        except FileNotFoundError as missing:
            if attempt + 1 < ATTEMPTS:
                continue
            raise StoreError(f"{missing.filename} is missing; build the folder again") from None
        for name, data in files.items():
            entry = manifest["files"][name]
            if hashlib.sha256(data).hexdigest() != entry["sha256"]:
                raise StoreError(
                    f"{folder / entry['file']} is damaged (checksum differs); build the folder again"
                )
        return manifest["facts"], files
    raise AssertionError("unreachable")


def _manifest(folder: Path, kind: str) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        manifest = json.loads(data)
        shape = (manifest["kind"], manifest["format"])
        check = manifest.pop("check")
        whole = check == _check(manifest) and data == _text({**manifest, "check": check})
    except FileNotFoundError:
        raise StoreError(f"{folder} holds no {MANIFEST}; build it first") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{path} is damaged; build the folder again") from None
    if not whole:
        raise StoreError(f"{path} is damaged (checksum differs); build the folder again")
    if shape != (kind, FORMAT):
        raise StoreError(f"{path} describes {shape[0]} format {shape[1]}, not {kind} format {FORMAT}")
    return dict(manifest)


def _text(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _check(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(manifest)).hexdigest()


def _named_files(folder: Path) -> set[str]:
    """The files the present manifest names; none when there is no readable one."""
    try:
        entries = json.loads((folder / MANIFEST).read_bytes())["files"].values()
        return {str(entry["file"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
