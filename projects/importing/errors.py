"""Why a file, or a value in it, is refused; each reason says how to repair it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.kernel.errors import DomainError, Text

_REASONS: dict[str, Text] = {
    "empty": _("文件里没有数据。请确认选对了文件，并且表头下面有数据行。"),
    "too_large": _("文件超过 %(most)s MB。请分成几个文件导入。"),
    "not_a_table": _("这不是表格：内容是%(what)s。请提供 .xlsx、.csv 或 .jsonl 文件。"),
    "html": _("这是网页（HTML），只是改了扩展名。请用 Excel 打开，另存为 .xlsx 后再导入。"),
    "json_array": _(
        "这是一整个 JSON 数组。请改为 JSONL：每行一个对象，行与行之间没有逗号，也没有外层方括号。"
    ),
    "xls": _("这是旧版 Excel 文件（.xls）。请在 Excel 中另存为 .xlsx 后再导入。"),
    "encrypted": _("文件设了打开密码。请在 Excel 中去掉密码后另存，再导入。"),
    "macro_not_allowed": _("文件含有宏（.xlsm）。请另存为不含宏的 .xlsx 后再导入。"),
    "not_xlsx": _("文件是压缩包，但不是 .xlsx 工作簿（%(what)s）。请在 Excel 中另存为 .xlsx 后再导入。"),
    "damaged": _("文件已损坏，无法读取（%(what)s）。请在 Excel 中打开并另存一份再导入。"),
    "too_many_entries": _(
        "工作簿内部有 %(count)s 个部件，超过 %(most)s 个。请把数据复制到新工作簿后再导入。"
    ),
    "unsafe_archive": _("工作簿内部有不允许的内容（%(what)s）。请把数据复制到新工作簿后再导入。"),
    "unpacked_too_large": _("工作簿展开后超过 %(most)s MB。请去掉图片和空白格式，或分成几个文件导入。"),
    "too_many_rows": _("%(cell)s 超出了上限：一个文件最多 %(most)s 行数据。请分成几个文件导入。"),
    "too_many_columns": _("单元格 %(cell)s 超出了上限：最多 %(most)s 列。请删除表格右侧多余的内容。"),
    "too_heavy": _("读取这个工作簿用时或内存超过限制。请把数据复制到新工作簿后再导入。"),
    "encoding": _(
        "看不出文件的文字编码。请用 --encoding 写明（例如 gb18030、utf-8、utf-16），或另存为 UTF-8。"
    ),
    "unknown_encoding": _("不认识编码名称“%(what)s”。常用的有 utf-8、gb18030、utf-16。"),
    "line_too_long": _("第 %(number)s 行超过 %(most)s 个字符，可能缺少换行或引号没有闭合。请检查该行。"),
    "no_title": _("没有找到“标题”列。表头请使用模板中的列名。%(hint)s"),
    "unknown_column": _("有的列名不认识：%(hint)s请改好列名，或删除这些列，再导入。"),
    "doubled_column": _("“%(first)s”和“%(second)s”是同一列。请只保留一列。"),
}


class FileRefused(DomainError):
    """The file as a whole is not read, and nothing of it is imported. `code` is stable."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(str(_REASONS[code]) % details if details else _REASONS[code], code=code)


class BadValue(Exception):
    """A cell that cannot be used: why, and how to repair it."""

    def __init__(self, why: str, repair: str) -> None:
        super().__init__(why)
        self.why, self.repair = why, repair
