"""CSV and its relatives: `,` `;` or TAB between cells, quotes around those that need them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.importing.formulas import original
from projects.importing.jsonl import LONGEST_LINE, lines_of
from projects.importing.types import Line

_SEPARATORS = (",", ";", "\t", "|")
NAMES = {
    ",": gettext_lazy("逗号分隔"),
    ";": gettext_lazy("分号分隔"),
    "\t": gettext_lazy("制表符分隔"),
    "|": gettext_lazy("竖线分隔"),
}


def separator_of(path: Path, encoding: str) -> str:
    """What stands most often between the cells of the first line that is not empty; Excel's `sep=` line decides."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = next((line for line in lines_of(file) if line.strip()), "").lstrip("\ufeff")
    if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
        return first[4]
    unquoted = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def read_delimited(path: Path, encoding: str, separator: str) -> Iterator[Line]:
    """The rows that are not empty, numbered as a spreadsheet would. A row whose quotes do not close is spoilt."""
    csv.field_size_limit(LONGEST_LINE)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(lines_of(file), delimiter=separator, strict=True)
        number = 0
        while True:
            number += 1
            started = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(number, [str(error)], {-1: _unreadable(started, reader.line_num)})
                continue
            if number == 1 and cells and cells[0].lower().lstrip("\ufeff") == "sep=":
                continue
            if any(cell.strip() for cell in cells):
                yield Line(number, [original(cell) if cell.strip() else None for cell in cells])


def _unreadable(first: int, last: int) -> tuple[str, str]:
    where = {"first": first, "last": last}
    return (
        _("文件第 %(first)s 到 %(last)s 行的引号没有成对。") % where,
        _('单元格内的引号要写成两个（""），整格用引号括起来。'),
    )
