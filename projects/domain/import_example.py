"""The example row of an import template: the first listing of its kind in the demo province, in words."""

from pathlib import Path
from typing import Any

from projects.choices import ListingKind
from projects.domain.demo import seed_rows
from projects.domain.targets import FIELDS
from projects.importing.columns import Column, Columns, is_empty


def example_row(kind: str, columns: Columns, province: Path) -> dict[str, str]:
    """Field name → text as a person would write it; empty where the folder `province` has no such listing."""
    row: dict[str, Any] = next(seed_rows(province, ListingKind(kind)), {})
    return {
        column.field: _in_words(column, row[column.field])
        for column in columns.columns
        if column.field != "contact" and not is_empty(row.get(column.field))
    }


def _in_words(column: Column, value: Any) -> str:
    if column.field == "targets":
        return "\n".join("|".join(str(row.get(field) or "") for field in FIELDS) for row in value)
    names = {entry.code: entry.zh for entry in column.vocabulary.entries} if column.vocabulary else {}
    if isinstance(value, list):
        return "；".join(names.get(item) or str(item) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return names.get(value) or str(value)
