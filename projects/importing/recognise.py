"""Which kind of file it is, by what is in it; the name only decides between kinds of text."""

from pathlib import Path
from typing import Literal

from projects.importing.errors import FileRefused

Kind = Literal["xlsx", "jsonl", "csv"]
MOST_BYTES = 256 << 20
_HEAD = 8 << 10
_DIRECTORY = 4 << 20  # of an OLE file, where the names of its streams are looked for
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
}
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")


def recognise(path: Path) -> Kind:
    """The kind of a file that may be read. Raises FileRefused with what it is instead."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty")
    if size > MOST_BYTES:
        raise FileRefused("too_large", most=MOST_BYTES >> 20)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            raise FileRefused("encrypted" if _ENCRYPTED in head + file.read(_DIRECTORY) else "xls")
    if head.startswith(b"PK"):
        return "xlsx"
    for start, what in _BINARY.items():
        if head.startswith(start):
            raise FileRefused("not_a_table", what=what)
    return _kind_of_text(head.replace(b"\0", b""), path.suffix.lower())


def _kind_of_text(head: bytes, suffix: str) -> Kind:
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if text.lower().startswith(_MARKUP):
        raise FileRefused("html")
    if text.startswith(b"["):
        raise FileRefused("json_array")
    if text.startswith(b"{") or suffix in {".jsonl", ".ndjson"}:
        return "jsonl"
    return "csv"
