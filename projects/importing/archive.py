"""What an .xlsx must be before anybody parses it: a small, honest zip of XML. No Django: the child process runs it."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

MOST_ENTRIES = 200
MOST_UNPACKED = 64 << 20  # bytes, counted while inflating: the sizes written in a zip can lie
_CHUNK = 64 << 10
_OVERLAP = 64  # bytes kept so that a word across two chunks is seen
_DECLARATION = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_WORKBOOK = b"spreadsheetml.sheet.main+xml"
_MACRO = b"macroEnabled"


class Refused(Exception):
    """Not to be opened; `code` and `details` are those of FileRefused."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def check_archive(path: Path) -> None:
    """Raise Refused unless the file is an .xlsx that may be parsed. Reads every byte once, keeps none."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_names(entries)
            types = _inflate(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused("damaged", what=type(error).__name__) from error
    _check_types(types, {entry.filename for entry in entries})


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused("too_many_entries", count=len(entries), most=MOST_ENTRIES)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise Refused("unsafe_archive", what="doubled names")
    for entry in entries:
        if ".." in entry.filename or "\\" in entry.filename or entry.filename.startswith("/"):
            raise Refused("unsafe_archive", what="..")
        if entry.flag_bits & 0x1:
            raise Refused("encrypted")


def _inflate(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bytes:
    """Count what unpacks and look for document type declarations; returns the list of content types."""
    unpacked, types = 0, b""
    for entry in entries:
        tail = b""
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise Refused("unpacked_too_large", most=MOST_UNPACKED >> 20)
                window = (tail + chunk).replace(b"\0", b"")  # UTF-16 without its zeros reads like ASCII
                if _DECLARATION.search(window):
                    raise Refused("unsafe_archive", what="DOCTYPE")
                tail = chunk[-_OVERLAP:]
                if entry.filename == "[Content_Types].xml" and len(types) < 1 << 20:
                    types += chunk
    return types


def _check_types(types: bytes, names: set[str]) -> None:
    if _MACRO in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("macro_not_allowed")
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
        raise Refused("not_xlsx", what="xlsb")
    if _WORKBOOK not in types:
        what = next((kind for kind in ("word", "ppt") if any(n.startswith(f"{kind}/") for n in names)), "zip")
        raise Refused("not_xlsx", what=what)
