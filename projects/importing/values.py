"""From a cell to a value. Each maker returns a function cell → value that raises BadValue."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from enterprises.validators import validate_plain_text
from projects.importing.errors import BadValue
from projects.importing.vocabulary import Vocabulary, plain

Parse = Callable[[Any], Any]
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_LEVEL = re.compile(r"(?:trl)?-?(\d{1,2})级?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t ]?0?0:00(?::00)?)?")
_AMOUNT = re.compile(r"[¥￥]?(\d+(?:\.\d+)?)(亿|万|千)?元?")
_TIMES = {"亿": 10**8, "万": 10**4, "千": 10**3, None: 1}
_YES, _NO = {"是", "有", "true", "yes", "y", "1", "√"}, {"否", "无", "false", "no", "n", "0", "×"}
_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三"


def written(cell: Any) -> str:
    """A cell as the text it holds, without space around it. Raises BadValue where it holds none or a broken one."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float, Decimal)):
        raise BadValue(_("这里应当是文字。"), _("把值写成一段文字，列表和对象不能用在这一列。"))
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\ufffd" in text:
        raise BadValue(
            _("第 %(place)s 个字符是乱码。") % {"place": text.index("\ufffd") + 1},
            _("改正该字符；如果整个文件都是乱码，请用 --encoding 写明编码。"),
        )
    try:
        validate_plain_text(text)
    except ValidationError as error:
        raise BadValue(error.messages[0], _("删除该字符，或重新录入这一格。")) from error
    return text


def text(*, longest: int | None = None, lines: bool = False) -> Parse:
    """Text of a length the model allows; on one line unless `lines`."""

    def parse(cell: Any) -> str:
        found = written(cell) if lines else " ".join(written(cell).split("\n"))
        if longest is not None and len(found) > longest:
            raise BadValue(
                _("有 %(length)s 个字，最多 %(longest)s 个字。") % {"length": len(found), "longest": longest},
                _("请缩短，或把其余内容写到更长的列。"),
            )
        return found

    return parse


def identifier(*, longest: int) -> Parse:
    """An id of the source: refused where a spreadsheet has already spoilt it."""
    parse_text = text(longest=longest)

    def parse(cell: Any) -> str:
        found: str = parse_text(cell)
        if _SCIENTIFIC.fullmatch(found):
            raise BadValue(
                _("编号成了科学计数法，原来的位数已经丢失。"), _("把该列设为“文本”格式，重新填写原来的编号。")
            )
        return found

    return parse


def one_of(vocabulary: Vocabulary) -> Parse:
    """One code of a list."""
    return lambda cell: vocabulary.code(written(cell))


def many_of(vocabulary: Vocabulary) -> Parse:
    """Several codes of a list, from a JSON list or from one cell."""

    def parse(cell: Any) -> list[str]:
        if isinstance(cell, list):
            return list(dict.fromkeys(vocabulary.code(written(item)) for item in cell))
        return vocabulary.codes(written(cell))

    return parse


def words(*, longest: int, between: str) -> Parse:
    """Free words, from a JSON list or parted by the characters of `between`; each once."""
    parse_word, apart = text(longest=longest), re.compile(f"[{between}\n]+")

    def parse(cell: Any) -> list[str]:
        items = cell if isinstance(cell, list) else apart.split(written(cell))
        return list(dict.fromkeys(word for item in items if (word := parse_word(item))))

    return parse


def level(names: Vocabulary) -> Parse:
    """A technology readiness level: 6, 6级, TRL6, 六级, 正样级."""

    def parse(cell: Any) -> int:
        word = plain(written(cell)).removesuffix(".0")
        numerals = _NUMERALS.split()
        if match := _LEVEL.fullmatch(word):
            number = match[1]
        elif (numeral := word.removesuffix("级")) in numerals:
            number = str(numerals.index(numeral) + 1)
        else:
            number = names.code(written(cell))
        if not 1 <= int(number) <= 13:
            raise BadValue(_("技术成熟度是 1 到 13 级。"), _("写成 6、6级 或 TRL6。"))
        return int(number)

    return parse


def day(cell: Any) -> dt.date:
    """A date: 2026-12-31, 2026/12/31, 2026年12月31日."""
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", written(cell)).casefold())
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise BadValue(_("这不是日期。"), _("写成 2026-12-31。"))


def amount(cell: Any) -> Decimal:
    """Money in yuan: 800000, 800,000, 80万元, 1.2亿."""
    word = plain(written(cell)).replace(",", "")
    match = _AMOUNT.fullmatch(word)
    try:
        if match:
            return Decimal(match[1]) * _TIMES[match[2]]
    except InvalidOperation:
        pass
    raise BadValue(_("这不是金额。"), _("写成 800000 或 80万元，不要写范围。"))


def whole(cell: Any) -> int:
    """A whole number."""
    word = plain(written(cell)).removesuffix(".0")
    if not word.isdecimal() or len(word) > 9:
        raise BadValue(_("这不是整数。"), _("只写数字，例如 12。"))
    return int(word)


def flag(cell: Any) -> bool:
    """Yes or no."""
    word = plain(str(cell))
    if word in _YES or word in _NO:
        return word in _YES
    raise BadValue(_("这里只能写“是”或“否”。"), _("写“是”或“否”。"))


def targets(fields: tuple[str, ...]) -> Parse:
    """Quantified targets: JSON objects with `fields`, or lines of those values parted by `|`."""
    shape = _("每行一条：指标|现值|目标值|单位|检验方法，没有的留空。")

    def parse(cell: Any) -> list[dict[str, str]]:
        if isinstance(cell, list):
            return [_target_from_object(item, fields, shape) for item in cell]
        lines = [line for line in written(cell).replace("｜", "|").split("\n") if line.strip()]
        return [_target_from_line(line, fields, shape) for line in lines]

    return parse


def _target_from_object(item: Any, fields: tuple[str, ...], shape: str) -> dict[str, str]:
    if not isinstance(item, Mapping) or item.keys() - set(fields):
        raise BadValue(_("量化指标的对象只能有 %(fields)s。") % {"fields": ", ".join(fields)}, shape)
    return {name: "" if item.get(name) is None else written(item[name]) for name in fields}


def _target_from_line(line: str, fields: tuple[str, ...], shape: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split("|")]
    if not 3 <= len(parts) <= len(fields):
        raise BadValue(_("“%(line)s”不是一条完整的量化指标。") % {"line": line.strip()[:20]}, shape)
    return dict(zip(fields, parts + [""] * (len(fields) - len(parts)), strict=True))
