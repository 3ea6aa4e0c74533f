"""Folders of plain files under a readable manifest with checksums: written whole or not at all, never pickled."""

import hashlib
import io
import json
import math
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from .errors import StoreError

FORMAT = 4  # raise it when a saved folder of before can no longer be read
MANIFEST = "manifest.json"
STEP = 1 << 20  # bytes written at once; larger pieces cost more memory management, see ADR 0017
ATTEMPTS = 3  # a writer may replace the files between our reading of the manifest and of them

Fact = str | int | list[str]
Array = npt.NDArray[Any]


def write(folder: Path, kind: str, facts: Mapping[str, Fact], files: Mapping[str, bytes | Array]) -> None:
    """Put the files under names that carry their checksum, then replace the manifest in one step.

    An array becomes an .npy file, which `map_array` maps. A reader or a crash at any moment meets either the old
    whole or the new whole. The files of the manifest just replaced stay, for readers already under way; older ones go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _named_files(folder)
    entries: dict[str, dict[str, Fact]] = {}
    for name, content in sorted(files.items()):
        pieces = [content] if isinstance(content, bytes) else _npy(content)
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        stem, dot, ending = name.partition(".")
        path = f"{stem}-{digest.hexdigest()[:12]}{dot}{ending}"
        _write_through(folder / path, pieces)
        size = sum(memoryview(piece).nbytes for piece in pieces)
        entries[name] = {"file": path, "bytes": size, "sha256": digest.hexdigest()}
    manifest = {"kind": kind, "format": FORMAT, "facts": dict(facts), "files": entries}
    manifest["check"] = _check(manifest)
    _write_through(folder / f"{MANIFEST}.new", [_text(manifest)])
    os.replace(folder / f"{MANIFEST}.new", folder / MANIFEST)
    current = {str(entry["file"]) for entry in entries.values()}
    for path_ in folder.iterdir():
        if path_.is_file() and path_.name not in current | before | {MANIFEST}:
            path_.unlink(missing_ok=True)


def files_of(folder: Path, kind: str, *, verify: bool = True) -> tuple[dict[str, Fact], dict[str, Path]]:
    """The facts and the paths of a folder's files.

    With `verify` every byte is checked against its sha256 (about a second for a gigabyte); without, only that every
    file is there in its full size, which is enough where this machine checked them when they came.
    """
    for attempt in range(ATTEMPTS):
        manifest = _manifest(folder, kind)
        paths = {name: folder / entry["file"] for name, entry in manifest["files"].items()}
        try:
            for name, path in paths.items():
                _check_file(path, manifest["files"][name], verify=verify)
        except FileNotFoundError as missing:
            if attempt + 1 < ATTEMPTS:
                continue
            raise StoreError(f"{missing.filename} is missing; build the folder again") from None
        return manifest["facts"], paths
    raise AssertionError("unreachable")


def map_array(path: Path) -> Array:
    """An array file mapped into memory, shared with every process that maps it; objects are refused."""
    try:
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            shape, _order, _dtype = np.lib.format.read_array_header_1_0(file)
        mode: Literal["r"] | None = "r" if math.prod(shape) else None  # an empty array has no bytes to map
        mapped = np.load(path, mmap_mode=mode, allow_pickle=False)
        return np.asarray(mapped).view(np.ndarray)  # numpy's own class for mapped arrays is slow to index
    except ValueError as error:
        raise StoreError(f"{path} is damaged ({error}); build the folder again") from None


def _check_file(path: Path, entry: Mapping[str, Any], *, verify: bool) -> None:
    damaged = path.stat().st_size != entry["bytes"]
    if verify and not damaged:
        with path.open("rb") as file:
            damaged = hashlib.file_digest(file, "sha256").hexdigest() != entry["sha256"]
    if damaged:
        raise StoreError(f"{path} is damaged (checksum differs); build the folder again")


def _npy(array: Array) -> list[bytes | memoryview]:
    header = io.BytesIO()
    array = np.ascontiguousarray(array)
    np.lib.format.write_array_header_1_0(header, np.lib.format.header_data_from_array_1_0(array))
    return (
        [header.getvalue(), memoryview(array.reshape(-1).view(np.uint8).data)]
        if array.size
        else [header.getvalue()]
    )


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


def _write_through(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    with path.open("wb") as file:
        for piece in pieces:
            view = memoryview(piece)
            for start in range(0, len(view), STEP):
                file.write(view[start : start + STEP])
        file.flush()
        os.fsync(file.fileno())
