"""manage.py import_listings: what the operator sees, the report file, the template."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from projects.importing.report import Outcome, Report, Result, write_report
from projects.importing.types import Fault
from projects.models import KIND_MODELS, Listing, Need
from tests.factories import make_organization
from tests.projects.importing.files import NEED, write_csv, write_jsonl


def lines(capsys) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_the_operator_sees_what_was_recognised_and_what_became_of_it(tmp_path, organization, capsys):
    path = write_jsonl(tmp_path / "t.jsonl", [NEED, {"id": "A-2", "title": "锁" * 121, "心情": "好"}])
    target = tmp_path / "report.csv"
    call_command(
        "import_listings",
        "need",
        str(path),
        organization=organization.credit_code,
        publish=True,
        report=target,
    )
    said = lines(capsys)
    assert said[:2] == ["t.jsonl: JSONL, UTF-8", "导入测试研究院: 直接发布（免审主体）"]
    assert said[2].startswith("  2 行，")
    assert said[3] == "没有导入的列：心情"
    assert (
        said[4]
        == f"  第 2 行 拒绝 标题“{'锁' * 39}…”：有 121 个字，最多 120 个字。请缩短，或把其余内容写到更长的列。"
    )
    assert said[5].startswith("完成：2 行，")
    assert said[6:] == [
        "  新建 1，修改 0，未变 0，拒绝 1；已发布 1",
        f"逐行结果已写入 {target}",
    ]
    number = Need.objects.get().number
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["行号", "来源编号", "结果", "编号", "状态", "列", "值", "原因", "如何修改"],
            ["1", "A-1", "新建", number, "已发布", "", "", "", ""],
            [
                "2",
                "A-2",
                "拒绝",
                "",
                "",
                "标题",
                "锁" * 39 + "…",
                "有 121 个字，最多 120 个字。",
                "请缩短，或把其余内容写到更长的列。",
            ],
        ]


def test_other_plans_are_said_before_anything_is_written(tmp_path, vocabularies, capsys):
    path = write_jsonl(tmp_path / "t.jsonl", [NEED])
    firm = make_organization("需要审核的企业", trusted=False)
    plans = []
    for options in ({"dry_run": True}, {}, {"publish": True}):
        call_command("import_listings", "need", str(path), organization=firm.credit_code, **options)
        plans.append(lines(capsys)[1])
    assert plans == [
        "需要审核的企业: 试运行，不保存任何内容",
        "需要审核的企业: 导入为草稿",
        "需要审核的企业: 提交审核（主体不是免审主体，由管理员审核后发布）",
    ]


@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        ("t.csv", "", "请写明要导入的文件和 --organization 统一社会信用代码。"),
        ("t.csv", "91620100TEST00000X", "没有统一社会信用代码为 91620100TEST00000X 的主体。"),
        ("none.csv", "own", "none.csv: No such file or directory"),
        ("t.html", "own", "这是网页（HTML），只是改了扩展名。请用 Excel 打开，另存为 .xlsx 后再导入。"),
    ],
)
def test_mistakes_are_one_sentence(tmp_path, organization, monkeypatch, file: str, code: str, message: str):
    monkeypatch.chdir(tmp_path)
    write_csv(Path("t.csv"), "标题\n第一项技术需求\n")
    write_csv(Path("t.html"), "<html>")
    owner = organization.credit_code if code == "own" else code
    with pytest.raises(CommandError) as refused:
        call_command("import_listings", "need", file, organization=owner)
    assert str(refused.value) == message
    assert Listing.objects.count() == 0


@pytest.mark.parametrize("kind", KIND_MODELS)
def test_the_template_is_read_back_and_its_example_is_not_imported(tmp_path, organization, import_file, kind):
    path = tmp_path / "template.xlsx"
    call_command("import_listings", kind, template=path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:2] == ["来源编号", "*标题"]
    report = import_file(path, kind)
    assert [(result.number, result.outcome, result.external_id) for result in report.results] == [
        (2, Outcome.REFUSED, "示例")
    ]
    assert [fault.why for fault in report.results[0].faults] == ["这是模板里的示例行。"]

    sheet["A2"] = "A-1"  # the example row under an id of its own is a good row
    book.save(path)
    assert [result.outcome for result in import_file(path, kind).results] == [Outcome.CREATED]


def test_every_code_stands_in_the_template(tmp_path, vocabularies):
    path = tmp_path / "template.xlsx"
    call_command("import_listings", "need", template=path)
    rows = list(load_workbook(path).worksheets[1].iter_rows(values_only=True))
    assert rows[0] == ("列", "代码", "名称")
    assert [row for row in rows if row[0] == "紧迫程度"] == [
        ("紧迫程度", "m3", "三个月内"),
        ("紧迫程度", "y1", "一年内"),
        ("紧迫程度", "y3", "三年内"),
    ]


def test_a_report_runs_no_formula(tmp_path):
    report = Report()
    fault = Fault("标题", '=HYPERLINK("http://example.org")', "原因", "修改")
    report.add([Result(2, "@cmd", Outcome.REFUSED, faults=(fault,))])
    write_report(report, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [
            "2", "'@cmd", "拒绝", "", "", "标题", "'=HYPERLINK(\"http://example.org\")", "原因", "修改",
        ]  # fmt: skip
