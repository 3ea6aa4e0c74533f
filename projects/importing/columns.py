"""The columns of a file: which heading means which field, and how a row becomes values."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from projects.importing.errors import BadValue
from projects.importing.types import Fault, Row
from projects.importing.values import Parse
from projects.importing.vocabulary import Vocabulary, plain

_NOTE = re.compile(r"[(（\[【].*?[)）\]】]")
# Columns most tables have and no listing needs; they are passed over in silence.
_PASSED_OVER = {"序号", "行号", "no", "no.", "备注", "说明"}


@dataclass(frozen=True)
class Column:
    """One field a file may fill: its name, its Chinese label, other headings people use, how its cells are read."""

    field: str
    label: str
    parse: Parse
    aliases: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    vocabulary: Vocabulary | None = None


class Columns:
    """The columns of one kind of listing, found by heading."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = list(columns)
        self.by_field = {column.field: column for column in self.columns}
        self._headings: dict[str, Column] = {}
        for column in self.columns:
            for heading in (column.field, column.label, *column.aliases):
                self._headings.setdefault(_bare(heading), column)

    def find(self, heading: str) -> Column | None:
        """The column a heading means, None when it means none."""
        return self._headings.get(_bare(heading))

    def suggest(self, heading: str) -> Column | None:
        """The column that was probably meant by a heading that means none."""
        bare = _bare(heading)
        if not bare or bare in _PASSED_OVER:
            return None
        near = difflib.get_close_matches(bare, self._headings, n=1, cutoff=0.6)
        return self._headings[near[0]] if near else None

    def label(self, field: str) -> str:
        """What people call a field; a part of one (targets.0.unit) by the field."""
        column = self.by_field.get(field.split(".")[0])
        return column.label if column else ""

    def missing(self, fields: Iterable[str]) -> list[Column]:
        """Required columns that are not among `fields`."""
        return [column for column in self.columns if column.required and column.field not in set(fields)]


def _bare(heading: str) -> str:
    """A heading without marks and notes: `*意向价格（元）` is 意向价格."""
    return plain(_NOTE.sub("", heading)).strip("*:：")


def is_empty(cell: Any) -> bool:
    """Does the cell say nothing? Then the field keeps what it has."""
    return cell is None or cell in ("", [], {}) or (isinstance(cell, str) and not cell.strip())


def clean_row(row: Row, columns: Columns) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a row by field name, and what is wrong with it. An empty cell gives no value."""
    values, faults = {}, list(row.faults)
    for field, cell in row.cells.items():
        if is_empty(cell):
            continue
        column = columns.by_field[field]
        try:
            values[field] = column.parse(cell)
        except BadValue as error:
            faults.append(Fault(column.label, str(cell), error.why, error.repair))
    faulty = {fault.column for fault in faults}
    if not row.faults:
        missing = [column for column in columns.missing(values) if column.label not in faulty]
        faults += [Fault(column.label, "", _("没有填写。"), column.hint) for column in missing]
    return values, faults


def columns_of_headings(headings: Sequence[Any], columns: Columns) -> Mapping[int, Column]:
    """Which position of a heading row is which column; positions that mean none are left out."""
    found = {}
    for position, heading in enumerate(headings):
        if not is_empty(heading) and (column := columns.find(str(heading))):
            found[position] = column
    return found
