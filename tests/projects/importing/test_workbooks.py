"""Excel workbooks: what cells become, what is refused by the name of its cell, what ends the child and not us."""

import datetime as dt
import os
import resource
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from projects.importing.columns import clean_row
from projects.importing.errors import FileRefused
from projects.importing.reading import open_table
from tests.projects.importing.files import remade, sheet_xml, with_shared_text, write_csv, write_xlsx

HEADS = ["来源编号", "标题", "摘要", "有效期至", "期望成熟度（至少）"]
GOOD = ["A-1", "铝电解槽阳极效应预报", "提前报警", dt.date(2027, 12, 31), 6]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "t.xlsx", [HEADS, GOOD])


def test_cells_become_values(tmp_path, need_columns):
    rows = [["2026年需求表"], [], HEADS, GOOD, [2, "数字编号的一行数据", "摘要", "2027/1/31", "TRL7"], []]
    table = open_table(write_xlsx(tmp_path / "t.csv", rows, hidden_first=True), need_columns)
    assert table.about == "Excel 工作簿，工作表“需求”"
    assert [(row.number, clean_row(row, need_columns)) for row in table] == [
        (
            4,
            (
                {
                    "external_id": "A-1",
                    "title": "铝电解槽阳极效应预报",
                    "summary": "提前报警",
                    "expires_on": dt.date(2027, 12, 31),
                    "trl_wanted": 6,
                },
                [],
            ),
        ),
        (
            5,
            (
                {
                    "external_id": "2",
                    "title": "数字编号的一行数据",
                    "summary": "摘要",
                    "expires_on": dt.date(2027, 1, 31),
                    "trl_wanted": 7,
                },
                [],
            ),
        ),
    ]


def test_formulas_errors_and_rounded_ids_are_named_by_their_cell(tmp_path, need_columns):
    rows: list[list[Any]] = [
        HEADS,
        ["A-1", '=CONCATENATE("标题","由公式得出")', "摘要"],
        ["A-2", "摘要引用了空单元格", "#REF!"],
        [6222021234567890123, "编号超过十五位的一行", "摘要"],
        GOOD,
    ]
    table = open_table(write_xlsx(tmp_path / "t.xlsx", rows), need_columns)
    found = {row.number: [(f.column, f.why) for f in clean_row(row, need_columns)[1]] for row in table}
    assert found == {
        2: [("标题", "单元格 B2 是公式，导入不计算公式。")],
        3: [("摘要", "单元格 C3 是错误值。")],
        4: [("来源编号", "单元格 A4 是超过15位的数字，Excel 已把后面的位数变成 0。")],
        5: [],
    }


def bomb(path: Path) -> Path:
    """A few hundred kilobytes that unpack to 80 MB."""
    return remade(path, **{"xl/media/image1.bin": b"\0" * (80 << 20)})


def with_sheet(path: Path, body: str, prolog: str = "") -> Path:
    return remade(path, **{"sheet1.xml": sheet_xml(body, prolog)})


def ole(path: Path, *, encrypted: bool) -> Path:
    name = "EncryptedPackage" if encrypted else "Workbook"
    path.write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 1024 + name.encode("utf-16-le") + b"\0" * 512
    )
    return path


def plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return path


def many_entries(path: Path) -> Path:
    return remade(path, **{f"xl/media/{n}.bin": b"x" for n in range(200)})


def macro(path: Path) -> Path:
    return remade(path, **{"xl/vbaProject.bin": b"macro"})


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-400])
    return path


HOSTILE = {
    "bomb": (bomb, "unpacked_too_large"),
    "sparse": (
        lambda path: with_sheet(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "too_many_columns",
    ),
    "last row": (
        lambda path: with_sheet(path, '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "too_many_rows",
    ),
    "row out of this world": (
        lambda path: with_sheet(path, '<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>'),
        "too_many_rows",
    ),
    "doctype": (
        lambda path: with_sheet(path, "", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        "unsafe_archive",
    ),
    "utf-16 doctype": (
        lambda path: remade(path, **{"xl/extra.xml": "<!DOCTYPE x>".encode("utf-16")}),
        "unsafe_archive",
    ),
    "outside": (lambda path: remade(path, **{"../../etc/cron.d/x": b"x"}), "unsafe_archive"),
    "many entries": (many_entries, "too_many_entries"),
    "macro": (macro, "macro_not_allowed"),
    "broken xml": (lambda path: with_sheet(path, "<row"), "damaged"),
    "cut": (cut, "damaged"),
    "plain zip": (plain_zip, "not_xlsx"),
    "old excel": (lambda path: ole(path, encrypted=False), "xls"),
    "password": (lambda path: ole(path, encrypted=True), "encrypted"),
    "web page": (
        lambda path: write_csv(path, "\n<html><body><table><tr><td>标题</td></tr></table></body></html>"),
        "html",
    ),
    "only headings": (lambda path: with_sheet(path, ""), "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_quickly_and_cost_us_nothing(book, need_columns, name: str):
    make, code = HOSTILE[name]
    path = make(book)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(FileRefused) as refused:
        open_table(path, need_columns)
    assert refused.value.code == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10  # KiB
    assert time.monotonic() - started < 15  # about one second on an idle machine


def test_a_shared_text_in_every_cell_does_not_unfold(book, need_columns):
    cells = "".join(f'<c r="{chr(65 + n)}{{0}}" t="s"><v>0</v></c>' for n in range(26))
    body = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(1, 101))
    with pytest.raises(FileRefused) as refused:
        open_table(with_shared_text(with_sheet(book, body), "长" * 30_000), need_columns)
    assert refused.value.code == "unpacked_too_large"


def test_twenty_thousand_rows_and_no_more(book, need_columns):
    def rows(count: int) -> str:
        head = '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>'
        cell = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>第{0}行的标题</t></is></c></row>'
        return head + "".join(cell.format(number) for number in range(2, count + 2))

    assert len(list(open_table(with_sheet(book, rows(20_000)), need_columns))) == 20_000
    with pytest.raises(FileRefused) as refused:
        open_table(with_sheet(book, rows(20_001)), need_columns)
    assert str(refused.value) == "A20002 超出了上限：一个文件最多 20000 行数据。请分成几个文件导入。"


def test_the_child_sees_no_secret_of_ours(book, need_columns, monkeypatch, tmp_path):
    seen = tmp_path / "environment"
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nenv > {seen}\n")
    program.chmod(0o755)
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    monkeypatch.setattr("sys.executable", os.fspath(program))
    with pytest.raises(FileRefused):
        open_table(book, need_columns)
    assert "SECRET_KEY" not in seen.read_text()
