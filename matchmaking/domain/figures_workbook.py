"""Tables of figures as an Excel workbook: one sheet each; numbers are numbers, and no text is ever a formula."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from projects.domain.contract_figures import Cell, Table

_WIDTH = 22  # characters
_LONGEST_TITLE = 31  # of a sheet, as Excel has it


def workbook_of(tables: Iterable[Table]) -> bytes:
    """The workbook's bytes."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(_sheet_title(table.title))
        sheet.freeze_panes = "A2"
        for position in range(1, len(table.headings) + 1):
            sheet.column_dimensions[get_column_letter(position)].width = _WIDTH
        sheet.append([_cell(sheet, heading, bold=True) for heading in table.headings])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"  # a title may begin with an equals sign; the library would take it for a formula
    else:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_title(title: str) -> str:
    """Without what Excel forbids in the name of a sheet."""
    return "".join(" " if letter in "[]:*?/\\：" else letter for letter in title)[:_LONGEST_TITLE]
