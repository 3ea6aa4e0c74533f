"""Opening a file of listings: what it is, in which encoding, which heading is which column; then its rows."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from projects.importing.columns import Column, Columns, columns_of_headings, is_empty
from projects.importing.delimited import NAMES, read_delimited, separator_of
from projects.importing.encodings import encoding_of
from projects.importing.errors import BadValue, FileRefused
from projects.importing.jsonl import read_objects
from projects.importing.recognise import recognise
from projects.importing.types import Fault, Line, Row, Table
from projects.importing.workbook import read_workbook

_HEADING_WITHIN = 5  # rows: a title may stand above the headings


def open_table(path: Path, columns: Columns, encoding: str = "") -> Table:
    """Recognise the file and read its headings. Raises FileRefused; rows are read as they are asked for."""
    kind = recognise(path)
    if kind == "xlsx":
        title, lines = read_workbook(path)
        about = _("Excel 工作簿，工作表“%(title)s”") % {"title": title}
        return _from_lines(lines, columns, about, all_cells=False)
    codec, guessed = encoding_of(path, encoding)
    named = _named(codec, guessed)
    if kind == "jsonl":
        return _from_objects(path, codec, columns, f"JSONL, {named}")
    separator = separator_of(path, codec)
    about = f"CSV, {named}, {NAMES.get(separator, separator)}"
    return _from_lines(read_delimited(path, codec, separator), columns, about, all_cells=True)


def _named(codec: str, guessed: bool) -> str:
    name = codec.removesuffix("-sig").upper()
    return _("编码 %(name)s（推测，可用 --encoding 改）") % {"name": name} if guessed else name


def _from_objects(path: Path, codec: str, columns: Columns, about: str) -> Table:
    table = Table(about, ())
    table.rows = _object_rows(path, codec, columns, table.ignored)
    return table


def _object_rows(path: Path, codec: str, columns: Columns, ignored: dict[str, None]) -> Iterator[Row]:
    for number, found in read_objects(path, codec):
        if isinstance(found, BadValue):
            yield Row(number, {}, (Fault("", "", found.why, found.repair),))
            continue
        cells: dict[str, Any] = {}
        faults = []
        for key, cell in found.items():
            column = columns.find(key)
            if column is None and (meant := columns.suggest(key)) and not is_empty(cell):
                faults.append(_misspelt(key, meant, str(cell)))
            elif column is None:
                ignored[key] = None
            elif column.field in cells:
                faults.append(Fault(column.label, str(cell), _("这一项写了两次。"), _("只保留一个。")))
            else:
                cells[column.field] = cell
        yield Row(number, cells, tuple(faults))


def _misspelt(key: str, meant: Column, value: str) -> Fault:
    repair = _("你是不是要填“%(label)s”（%(field)s）？") % {"label": meant.label, "field": meant.field}
    return Fault(key, value, _("没有这一列。"), repair)


def _from_lines(lines: Iterator[Line], columns: Columns, about: str, *, all_cells: bool) -> Table:
    """`all_cells`: every row has a cell for every heading, or it is broken."""
    first = list(islice(lines, _HEADING_WITHIN))
    if not first:
        raise FileRefused("empty")
    at = next(
        (n for n, line in enumerate(first) if any(c.required for c in _found(line, columns).values())), 0
    )
    headings, table = first[at], Table(about, ())
    positions = _check_headings(headings, columns, table.ignored)
    width = max(n for n, cell in enumerate(headings.cells) if not is_empty(cell)) + 1
    narrowest = width if all_cells else 0
    table.rows = (_row(line, positions, narrowest, width) for line in chain(first[at + 1 :], lines))
    return table


def _found(line: Line, columns: Columns) -> dict[int, Column]:
    return dict(columns_of_headings(line.cells, columns))


def _check_headings(line: Line, columns: Columns, ignored: dict[str, None]) -> dict[int, Column]:
    positions = _found(line, columns)
    seen: dict[str, str] = {}
    for position, column in positions.items():
        heading = str(line.cells[position])
        if column.field in seen:
            raise FileRefused("doubled_column", first=seen[column.field], second=heading)
        seen[column.field] = heading
    unknown = [str(cell) for n, cell in enumerate(line.cells) if n not in positions and not is_empty(cell)]
    # A near miss of a column that stands there under its right name is another column after all.
    suggested = [(heading, columns.suggest(heading)) for heading in unknown]
    meant = [(heading, near) for heading, near in suggested if near and near.field not in seen]
    hint = "".join(
        _("“%(heading)s”你是不是要填“%(label)s”？") % {"heading": heading, "label": near.label}
        for heading, near in meant
    )
    if columns.missing(seen):
        raise FileRefused("no_title", hint=hint)
    if meant:
        raise FileRefused("unknown_column", hint=hint)
    ignored |= dict.fromkeys(unknown)
    return positions


def _row(line: Line, positions: dict[int, Column], narrowest: int, width: int) -> Row:
    faults = []
    for position, (why, repair) in line.spoilt.items():
        label = positions[position].label if position in positions else ""
        faults.append(Fault(label, str(line.cells[position]), why, repair))
    used = max((n for n, cell in enumerate(line.cells) if not is_empty(cell)), default=-1) + 1
    if not faults and not (used <= width and len(line.cells) >= narrowest):
        counts = {"cells": max(used, len(line.cells)), "width": width}
        why = _("本行有 %(cells)s 列，表头有 %(width)s 列。") % counts
        faults.append(
            Fault("", str(line.cells[-1] or ""), why, _("单元格里有分隔符或换行时，整格要用引号括起来。"))
        )
    cells = {
        column.field: line.cells[position]
        for position, column in positions.items()
        if position < len(line.cells)
    }
    return Row(line.number, cells, tuple(faults))
