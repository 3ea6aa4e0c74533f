"""An empty workbook to fill in: the headings, one example row, and a sheet with every code."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from projects.importing.columns import Columns

EXAMPLE_ID = "示例"  # in the id column: the row is an example and is not imported
_WIDTH = 18  # characters


def write_template(path: Path, title: str, columns: Columns, example: Mapping[str, str]) -> None:
    """Write the workbook. `example`: field name → text of the example row, whose id becomes EXAMPLE_ID."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for position in range(1, len(columns.columns) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTH
    headings = []
    for column in columns.columns:
        cell = WriteOnlyCell(sheet, f"*{column.label}" if column.required else column.label)
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    values = {**example, "external_id": EXAMPLE_ID}
    sheet.append([values.get(column.field) for column in columns.columns])
    codes = book.create_sheet(_("代码"))
    codes.append([_("列"), _("代码"), _("名称")])
    for column in columns.columns:
        for entry in column.vocabulary.entries if column.vocabulary else ():
            codes.append([column.label, entry.code, entry.zh])
    book.save(path)
