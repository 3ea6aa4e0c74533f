"""JSON as we accept it: one object, UTF-8, at most 1 MiB, no key twice, no number or character that cannot be kept."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from config.api.errors import TooLarge

LARGEST = 1 << 20  # bytes
DEEPEST = 20  # levels of nesting
_UTF8 = {"utf-8", "utf8"}


class StrictJSONParser(BaseParser):
    """Answers 400 `malformed_json`, 413 or 415 with what to repair; never lets a bad value reach the database."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        _check_charset(media_type or "")
        raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise TooLarge()
        value = _load(raw)
        if not isinstance(value, dict):
            _refuse(_("请求体应当是一个 JSON 对象。"))
        _check_tree(value, depth=1)
        return value


def _check_charset(media_type: str) -> None:
    for parameter in media_type.split(";")[1:]:
        name, _sign, value = parameter.strip().partition("=")
        if name.lower() == "charset" and value.strip('"').lower() not in _UTF8:
            raise UnsupportedMediaType(media_type, _("请使用 UTF-8 编码。"))


def _load(raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        _refuse(_("请求体不是有效的 UTF-8 文本。"))
    if text.startswith("\ufeff"):
        _refuse(_("请求体开头有 BOM，请去掉。"))
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as error:
        _refuse(
            _("JSON 语法错误：第 %(line)s 行第 %(column)s 列。")
            % {"line": error.lineno, "column": error.colno}
        )
    except RecursionError:
        _refuse_depth()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        _refuse(_("同一个对象里有重复的键。"))
    return value


def _constant(name: str) -> NoReturn:
    _refuse(_("JSON 中不能有 NaN 或 Infinity。"))


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _refuse(_("数字超出范围。"))
    return number


def _int(digits: str) -> int:
    if len(digits) > 40:
        _refuse(_("数字超出范围。"))
    return int(digits)


def _check_tree(value: Any, *, depth: int) -> None:
    """Refuse what is nested too deep, and characters that PostgreSQL or UTF-8 cannot hold."""
    if depth > DEEPEST:
        _refuse_depth()
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_text(name)
            _check_tree(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_tree(inner, depth=depth + 1)
    elif isinstance(value, str):
        _check_text(value)


def _check_text(text: str) -> None:
    if "\x00" in text:
        _refuse(_("文本中不能有空字符（U+0000）。"))
    if any("\ud800" <= character <= "\udfff" for character in text):
        _refuse(_("文本中有不成对的代理字符。"))


def _refuse_depth() -> NoReturn:
    _refuse(_("JSON 嵌套过深，最多 %(deepest)s 层。") % {"deepest": DEEPEST})


def _refuse(detail: str) -> NoReturn:
    raise ParseError(detail, code="malformed_json")
