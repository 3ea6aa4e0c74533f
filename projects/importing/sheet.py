"""Runs in a process of its own: `python -m projects.importing.sheet FILE`. No Django here.

The first visible sheet goes to stdout, one JSON line per row that is not empty: [number, cells, spoilt], where a cell
is text or null and `spoilt` maps a cell's position to what is wrong with it. stderr gets one JSON object: what was
read, or why nothing is. A file that needs more time or memory than the limits ends this process and nobody else's.
"""

import datetime as dt
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from projects.importing.archive import Refused, check_archive

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LAST_ROW = 1 << 20  # of any sheet Excel writes
MOST_TEXT = 64 << 20  # characters in all: one long shared text may be referred to from every cell
LIMITS = {
    resource.RLIMIT_AS: 512 << 20,
    resource.RLIMIT_CPU: 60,
    resource.RLIMIT_FSIZE: 256 << 20,
    resource.RLIMIT_CORE: 0,
}
EXACT = 10**15  # from here on Excel has rounded a number's last digits


def read_sheet(path: Path, out: TextIO) -> dict[str, Any]:
    """Write the rows; returns {"sheet": title, "rows": count}. Raises Refused."""
    check_archive(path)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl does without, and saves half a second
    from openpyxl import load_workbook  # noqa: PLC0415  after the limits, so that they hold for it

    book = load_workbook(path.open("rb"), read_only=True, keep_links=False)  # by content, whatever its name
    sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise Refused("empty")
    sheet.reset_dimensions()  # what a file says about its own size may be wrong
    count = text = 0
    for number, cells, spoilt in _rows(sheet.iter_rows()):
        count += 1
        text += sum(len(cell) for cell in cells if cell)
        if text > MOST_TEXT:
            raise Refused("unpacked_too_large", most=MOST_TEXT >> 20)
        out.write(json.dumps([number, cells, spoilt], ensure_ascii=False) + "\n")
    return {"sheet": sheet.title, "rows": count}


def _rows(rows: Iterator[Any]) -> Iterator[tuple[int, list[str | None], dict[int, str]]]:
    for number, row in enumerate(rows, start=1):
        cells: list[str | None] = []
        spoilt = {}
        for position, cell in enumerate(row):
            value, wrong = _value(cell)
            if value is not None and position >= MOST_COLUMNS:
                raise Refused("too_many_columns", cell=cell.coordinate, most=MOST_COLUMNS)
            if value is not None and number > MOST_ROWS + 1:
                raise Refused("too_many_rows", cell=cell.coordinate, most=MOST_ROWS)
            if wrong:
                spoilt[position] = wrong
            cells.append(value)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells, spoilt
        if number > LAST_ROW:
            raise Refused("too_many_rows", cell=str(number), most=MOST_ROWS)


def _value(cell: Any) -> tuple[str | None, str]:
    """A cell as text, and the code of what is wrong with it."""
    value = cell.value
    if value is None:
        return None, ""
    if cell.data_type == "f":
        return str(getattr(value, "text", value)), "formula"
    if cell.data_type == "e":
        return str(value), "error"
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, (int, float)):
        whole = float(value).is_integer()
        return (str(int(value)) if whole else repr(value)), "rounded" if abs(value) >= EXACT else ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat(), ""
    text = value.isoformat() if isinstance(value, (dt.datetime, dt.date, dt.time)) else str(value)
    return (text, "") if text.strip() else (None, "")


def main() -> None:
    """Set the limits, read, and end with a status that says whether all went well."""
    for limit, value in LIMITS.items():
        resource.setrlimit(limit, (value, value))
    warnings.simplefilter("ignore")
    try:
        status = read_sheet(Path(sys.argv[1]), sys.stdout)
        sys.stdout.flush()
    except Refused as error:
        status = {"refused": error.code, "details": error.details}
    except MemoryError:
        status = {"refused": "too_heavy", "details": {}}
    except Exception as error:  # noqa: BLE001  a parser fed with hostile XML fails in any way it likes
        status = {"refused": "damaged", "details": {"what": type(error).__name__}}
    print(json.dumps(status), file=sys.stderr)


if __name__ == "__main__":
    main()
