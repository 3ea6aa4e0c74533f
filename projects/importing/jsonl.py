"""JSON lines: one object per line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

from django.utils.translation import gettext as _

from projects.importing.errors import BadValue, FileRefused

LONGEST_LINE = 1 << 20  # characters


def read_objects(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, Any] | BadValue]]:
    """Line number and object, or why the line is none. Empty lines are skipped. Raises FileRefused."""
    with path.open(encoding=encoding, errors="replace", newline="\n") as file:
        for number, line in enumerate(lines_of(file), start=1):
            text = line.strip().removeprefix("\ufeff")
            if text:
                yield number, _object(text)


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines of a text file; one that never ends does not fill the memory. Raises FileRefused."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise FileRefused("line_too_long", number=number, most=LONGEST_LINE)
        yield line


def _object(text: str) -> dict[str, Any] | BadValue:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "colno", 1)
        return BadValue(
            _("这一行不是有效的 JSON（第 %(place)s 个字符处出错）。") % {"place": place},
            _("检查引号、逗号和花括号是否成对，每个对象占一行。"),
        )
    if not isinstance(value, dict):
        return BadValue(_("这一行不是 JSON 对象。"), _("每行写一个对象，例如 {“title”: “…”}，两端是花括号。"))
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON
