"""Files of every kind, good and hostile, made on the spot: none is kept in the repository."""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NEED = {
    "id": "A-1",
    "title": "铝电解槽阳极效应提前预报技术",
    "summary": "希望在效应发生前二十分钟报警。",
    "industries": "32",
    "region": "兰州",
}


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], *, hidden_first: bool = False) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "需求"
    for row in rows:
        sheet.append(row)
    if hidden_first:
        book.create_sheet("隐藏", 0).sheet_state = "hidden"
    book.save(path)
    return path


def remade(path: Path, **changes: bytes | None) -> Path:
    """The zip at `path` with entries replaced or added (bytes) or dropped (None), by the name's last part."""
    entries: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            entries[name] = archive.read(name)
    for key, content in changes.items():
        name = next((name for name in entries if name.endswith(key)), key)
        if content is None:
            entries.pop(name)
        else:
            entries[name] = content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def with_shared_text(path: Path, text: str) -> Path:
    """The workbook with one shared text, number 0."""
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    strings = f'<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'
    return remade(
        path,
        **{
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
            "xl/sharedStrings.xml": strings.encode(),
        },
    )


def sheet_xml(body: str, prolog: str = "") -> bytes:
    """A worksheet part with these rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
        f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
    ).encode()
