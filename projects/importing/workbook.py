"""Excel workbooks, read by a child process with limits: a hostile file ends the child, not us."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from projects.importing.errors import FileRefused
from projects.importing.types import Line

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 120  # on the clock, whatever the child does; its CPU limit is shorter
_KEPT = ("PATH", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # of the environment; no keys, no passwords


def read_workbook(path: Path) -> tuple[str, Iterator[Line]]:
    """The title of the first visible sheet, and its rows. Everything is parsed before the first row is handed out.

    Raises FileRefused.
    """
    rows = tempfile.TemporaryFile(mode="w+", encoding="utf-8")  # noqa: SIM115  closed when the last row is read
    status = _run(path, rows)
    if "refused" in status:
        rows.close()
        raise FileRefused(status["refused"], **status["details"])
    rows.seek(0)
    return status["sheet"], _lines(rows)


def _run(path: Path, rows: IO[str]) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"PYTHONUTF8": "1", "OPENPYXL_LXML": "False"}
    try:
        child = subprocess.run(
            [sys.executable, "-m", f"{__package__}.sheet", str(path.resolve())],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=rows,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_heavy", "details": {}}
    if child.returncode != 0 or not child.stderr:
        return {"refused": "too_heavy", "details": {}}
    status: dict[str, Any] = json.loads(child.stderr.splitlines()[-1])
    return status


def _lines(rows: IO[str]) -> Iterator[Line]:
    with rows:
        for text in rows:
            number, cells, spoilt = json.loads(text)
            yield Line(number, cells, {int(at): _spoilt(wrong, at, number) for at, wrong in spoilt.items()})


def _spoilt(wrong: str, at: str, number: int) -> tuple[str, str]:
    """Why a cell is not taken, by its name, and what to do."""
    cell = {"cell": f"{column_letters(int(at))}{number}"}
    if wrong == "formula":
        return (
            _("单元格 %(cell)s 是公式，导入不计算公式。") % cell,
            _("复制该列，选择性粘贴为“数值”后再导入。"),
        )
    if wrong == "error":
        return _("单元格 %(cell)s 是错误值。") % cell, _("在 Excel 中改正该单元格后再导入。")
    return (
        _("单元格 %(cell)s 是超过15位的数字，Excel 已把后面的位数变成 0。") % cell,
        _("把该列设为“文本”格式，重新填写原来的编号。"),
    )


def column_letters(position: int) -> str:
    """A column's name in Excel: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
