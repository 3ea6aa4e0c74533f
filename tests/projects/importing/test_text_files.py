"""CSV and JSONL as they come out of other programs: any encoding, any separator, damaged lines."""

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from projects.importing.columns import Columns, clean_row
from projects.importing.errors import FileRefused
from projects.importing.reading import open_table
from tests.projects.importing.files import write_csv, write_jsonl

TABLE = "来源编号,标题,摘要\nA-1,铝电解槽阳极效应预报,希望提前二十分钟报警\nA-2,“矿井水”深度处理,去除硫酸盐\n"
ROWS = [
    ("A-1", "铝电解槽阳极效应预报", "希望提前二十分钟报警"),
    ("A-2", "“矿井水”深度处理", "去除硫酸盐"),
]


def read(path: Path, columns: Columns, encoding: str = "") -> tuple[str, list[tuple[Any, ...]]]:
    """What was recognised, and (id, title, summary) per row."""
    table = open_table(path, columns, encoding)
    rows = [clean_row(row, columns) for row in table]
    assert [faults for _values, faults in rows if faults] == []
    return table.about, [
        (values["external_id"], values["title"], values["summary"]) for values, _faults in rows
    ]


def faults(path: Path, columns: Columns) -> dict[int, tuple[str, str]]:
    """Row number → (column, why) of the first fault, for rows that have one."""
    found = {}
    for row in open_table(path, columns):
        _values, wrong = clean_row(row, columns)
        if wrong:
            found[row.number] = (wrong[0].column, wrong[0].why)
    return found


@pytest.mark.parametrize(
    ("encoding", "about"),
    [
        ("utf-8", "CSV, UTF-8, 逗号分隔"),
        ("utf-8-sig", "CSV, UTF-8, 逗号分隔"),
        ("gb18030", "CSV, 编码 GB18030（推测，可用 --encoding 改）, 逗号分隔"),
        ("utf-16", "CSV, UTF-16, 逗号分隔"),
        ("utf-16-le", "CSV, 编码 UTF-16-LE（推测，可用 --encoding 改）, 逗号分隔"),
        ("utf-16-be", "CSV, 编码 UTF-16-BE（推测，可用 --encoding 改）, 逗号分隔"),
    ],
)
def test_the_encoding_is_found_and_named(tmp_path, need_columns, encoding: str, about: str):
    assert read(write_csv(tmp_path / "t.csv", TABLE, encoding), need_columns) == (about, ROWS)


def test_a_stated_encoding_is_taken(tmp_path, need_columns):
    path = write_csv(tmp_path / "t.csv", "id,title,summary\nA-2,礦井水處理,去除硫酸鹽\n", "big5")
    assert read(path, need_columns, "big5") == (
        "CSV, BIG5, 逗号分隔",
        [("A-2", "礦井水處理", "去除硫酸鹽")],
    )


@pytest.mark.parametrize(("separator", "name"), [(";", "分号分隔"), ("\t", "制表符分隔"), ("|", "竖线分隔")])
def test_other_separators(tmp_path, need_columns, separator: str, name: str):
    path = write_csv(tmp_path / "t.csv", TABLE.replace(",", separator))
    assert read(path, need_columns) == (f"CSV, UTF-8, {name}", ROWS)


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\r"),
        "sep=,\n" + TABLE,
        "\n2026年技术需求汇总表,,\n" + TABLE + ",,\n\n",
        TABLE.replace("来源编号", " 编号 ").replace("标题", "*标题（必填）").replace("摘要", "简介："),
        TABLE.replace("来源编号,标题", "external_id,TITLE"),
        TABLE.replace("来源编号", "序号,来源编号").replace("A-", "1,A-"),
    ],
)
def test_tables_as_programs_and_people_make_them(tmp_path, need_columns, text: str):
    assert read(write_csv(tmp_path / "t.csv", text), need_columns)[1] == ROWS


def test_cells_with_quotes_and_lines_in_them(tmp_path, need_columns):
    path = write_csv(tmp_path / "t.csv", '编号,标题,摘要\nA-1,"他说""好"", 然后","第一行\n第二行"\n')
    assert read(path, need_columns)[1] == [("A-1", '他说"好", 然后', "第一行\n第二行")]


def test_what_an_export_made_harmless_is_read_as_it_was(tmp_path, need_columns):
    path = write_csv(tmp_path / "t.csv", "编号,标题,摘要\n'-1,'=降低电耗的技术,'单引号开头\n")
    assert read(path, need_columns)[1] == [("-1", "=降低电耗的技术", "'单引号开头")]


def test_damaged_files_are_refused_or_read_and_nothing_else(tmp_path, need_columns):
    chance, path = random.Random(7), tmp_path / "t"
    whole = [TABLE.encode(name) for name in ("utf-8", "gb18030", "utf-16")]
    whole += [b'{"id": "A-1", "title": "' + "铝电解槽".encode() + b'", "trl_wanted": 6}\n' * 2]
    for _attempt in range(400):
        content = bytearray(chance.choice(whole))
        for _damage in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.choice(b'\0\n\r",;{}[]\\\xff\x80\xd8=' + b"1")
        path.write_bytes(content)
        with suppress(FileRefused):
            for row in open_table(path, need_columns):
                values, wrong = clean_row(row, need_columns)
                assert wrong or values["title"]


def test_broken_rows_are_named_and_the_others_are_read(tmp_path, need_columns):
    text = (
        "编号,标题,摘要\n"
        'A-1,"引号没有成对"的标题,摘要\n'
        "A-2,多出一格的一行,摘要,又一格\n"
        "A-3,少了一格的一行\n"
        "A-4,完好的一行数据,摘要\n"
        "A-5,,没有标题的一行\n"
        "1.38E+10,编号变了的一行,摘要\n"
    )
    assert faults(write_csv(tmp_path / "t.csv", text), need_columns) == {
        2: ("", "文件第 2 到 2 行的引号没有成对。"),
        3: ("", "本行有 4 列，表头有 3 列。"),
        4: ("", "本行有 2 列，表头有 3 列。"),
        6: ("标题", "没有填写。"),
        7: ("来源编号", "编号成了科学计数法，原来的位数已经丢失。"),
    }


def test_an_unclosed_quote_takes_its_own_rows_only(tmp_path, need_columns):
    path = write_csv(
        tmp_path / "t.csv", '编号,标题,摘要\nA-1,完好的一行数据,摘要\nA-2,"没有闭合,摘要\nA-3,标题\n'
    )
    assert faults(path, need_columns) == {3: ("", "文件第 3 到 4 行的引号没有成对。")}


def test_a_few_broken_bytes_do_not_turn_the_file_into_another_encoding(tmp_path, need_columns):
    path = write_csv(tmp_path / "t.csv", TABLE)
    path.write_bytes(path.read_bytes().replace("酸".encode(), "酸".encode()[:2]))
    assert faults(path, need_columns) == {3: ("摘要", "第 4 个字符是乱码。")}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{'title': 1}", "这一行不是有效的 JSON（第 2 个字符处出错）。"),
        ('["标题"]', "这一行不是 JSON 对象。"),
        ('{"title": NaN}', "这一行不是有效的 JSON（第 1 个字符处出错）。"),
        ('{"title": "标题' + "[" * 100_000, "这一行不是有效的 JSON（第 11 个字符处出错）。"),
        ("[" * 100_000, "这一行不是有效的 JSON（第 1 个字符处出错）。"),
        ('{"title": "有\\u0000的标题"}', "第 2 个字符是不可见的控制字符（U+0000），请删除后重试。"),
        ('{"title": "有\\ud800的标题"}', "第 2 个字符是不可见的控制字符（U+D800），请删除后重试。"),
        ('{"title": ["标题在列表里"]}', "这里应当是文字。"),
        ('{"标题": "这是一个标题", "title": "又一个标题"}', "这一项写了两次。"),
        ('{"title": "这是一个标题", "行业分类": "26"}', "没有这一列。"),
    ],
)
def test_bad_lines_of_jsonl(tmp_path, need_columns, line: str, why: str):
    path = write_jsonl(tmp_path / "t.jsonl", [{"id": "A-1", "title": "铝电解槽阳极效应预报"}])
    path.write_text(path.read_text(encoding="utf-8") + "\n" + line + "\n", encoding="utf-8")
    found = faults(path, need_columns)
    assert {number: why for number, (_column, why) in found.items()} == {3: why}


def test_unknown_columns_are_passed_over_and_named(tmp_path, need_columns):
    table = open_table(
        write_csv(tmp_path / "t.csv", "标题,爱好,备注\n一个完整的标题,钓鱼,无\n"), need_columns
    )
    assert [dict(row.cells) for row in table] == [{"title": "一个完整的标题"}]
    assert list(table.ignored) == ["爱好", "备注"]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "empty", "文件里没有数据。请确认选对了文件，并且表头下面有数据行。"),
        (b"\n\n", "empty", "文件里没有数据。请确认选对了文件，并且表头下面有数据行。"),
        (
            "标题名,摘要\n甲,乙\n".encode(),
            "no_title",
            "没有找到“标题”列。表头请使用模板中的列名。“标题名”你是不是要填“标题”？",
        ),
        (
            "标题,技术成熟渡\n甲,乙\n".encode(),
            "unknown_column",
            "有的列名不认识：“技术成熟渡”你是不是要填“技术成熟度”？请改好列名，或删除这些列，再导入。",
        ),
        (
            "标题,项目名称\n甲,乙\n".encode(),
            "doubled_column",
            "“标题”和“项目名称”是同一列。请只保留一列。",
        ),
        (
            b'[{"title": "x"}]',
            "json_array",
            "这是一整个 JSON 数组。请改为 JSONL：每行一个对象，行与行之间没有逗号，也没有外层方括号。",
        ),
        (
            b"%PDF-1.7",
            "not_a_table",
            "这不是表格：内容是PDF。请提供 .xlsx、.csv 或 .jsonl 文件。",
        ),
        (
            "标题\n".encode("gb18030") + b"\xff\xff\n",
            "encoding",
            "看不出文件的文字编码。请用 --encoding 写明（例如 gb18030、utf-8、utf-16），或另存为 UTF-8。",
        ),
        (
            "标题\n".encode() + b"x" * (1 << 20) + b"\n",
            "line_too_long",
            "第 2 行超过 1048576 个字符，可能缺少换行或引号没有闭合。请检查该行。",
        ),
    ],
)
def test_files_that_are_no_table_of_listings(tmp_path, need_columns, content: bytes, code: str, message: str):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        list(open_table(path, need_columns))
    assert (refused.value.code, str(refused.value)) == (code, message)


def test_an_unknown_encoding_name(tmp_path, need_columns):
    with pytest.raises(FileRefused) as refused:
        open_table(write_csv(tmp_path / "t.csv", TABLE), need_columns, "gb-99")
    assert refused.value.code == "unknown_encoding"
