"""From cells to values: what people write for levels, dates, money, flags, targets and ids."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from projects.domain.targets import FIELDS
from projects.importing import values
from projects.importing.errors import BadValue
from projects.importing.vocabulary import Entry, Vocabulary

level = values.level(Vocabulary([Entry("6", "正样级"), Entry("7", "环境级")]))
title = values.text(longest=12)
words = values.words(longest=5, between=r"、,，;；\s")
targets = values.targets(FIELDS)


@pytest.mark.parametrize("cell", ["6", 6, 6.0, "6级", "TRL6", "trl 6", "TRL-6", "六级", "６级", "正样级"])
def test_level(cell: Any):
    assert level(cell) == 6


@pytest.mark.parametrize(
    "cell", ["2026-12-31", "2026/12/31", "2026年12月31日", "2026.12.31", "2026-12-31T00:00:00"]
)
def test_day(cell: str):
    assert values.day(cell) == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [(800000, 800000), ("800,000", 800000), ("80万元", 800000), ("¥80万", 800000), ("1.2亿", 120000000)],
)
def test_amount(cell: Any, yuan: int):
    assert values.amount(cell) == Decimal(yuan)


@pytest.mark.parametrize(
    ("cell", "said"), [("是", True), (True, True), ("Y", True), ("否", False), (0, False)]
)
def test_flag(cell: Any, said: bool):
    assert values.flag(cell) is said


def test_words_are_parted_by_what_people_use_and_stand_once():
    assert words("电解、节能,槽况 电解；预报") == ["电解", "节能", "槽况", "预报"]
    assert words(["电解", "节能 槽况"]) == ["电解", "节能 槽况"]


def test_text_keeps_its_inside_and_loses_space_around_it():
    assert values.text(lines=True)("  第一行\r\n第二行  \n") == "第一行\n第二行"
    assert values.text()("标题\n分成两行") == "标题 分成两行"


def test_targets_from_lines_and_from_objects():
    expected = [
        {
            "indicator": "预报准确率",
            "current_value": "",
            "target_value": "90",
            "unit": "%",
            "test_method": "连续三个月统计",
        },
        {
            "indicator": "电耗",
            "current_value": "13500",
            "target_value": "13200",
            "unit": "",
            "test_method": "",
        },
    ]
    assert targets("预报准确率||90|%|连续三个月统计\n电耗｜13500｜13200\n") == expected
    assert targets([{k: v for k, v in row.items() if v} for row in expected]) == expected


@pytest.mark.parametrize(
    ("parse", "cell", "why"),
    [
        (title, "一个长长的标题比允许的还要长", "有 14 个字，最多 12 个字。"),
        (title, {"zh": "标题"}, "这里应当是文字。"),
        (title, True, "这里应当是文字。"),
        (title, "有\x00空字符的标题", "第 2 个字符是不可见的控制字符（U+0000），请删除后重试。"),
        (title, "有\ud800半个字", "第 2 个字符是不可见的控制字符（U+D800），请删除后重试。"),
        (title, "有\ufffd乱码的", "第 2 个字符是乱码。"),
        (words, "过长的关键词", "有 6 个字，最多 5 个字。"),
        (level, "14", "技术成熟度是 1 到 13 级。"),
        (level, "小试", "没有“小试”这一项。"),
        (values.day, "2026-02-30", "这不是日期。"),
        (values.day, "45200", "这不是日期。"),
        (values.amount, "50-80万", "这不是金额。"),
        (values.whole, "十二", "这不是整数。"),
        (values.flag, "也许", "这里只能写“是”或“否”。"),
        (values.identifier(longest=20), "1.38E+10", "编号成了科学计数法，原来的位数已经丢失。"),
        (targets, "预报准确率", "“预报准确率”不是一条完整的量化指标。"),
        (
            targets,
            [{"name": "电耗"}],
            "量化指标的对象只能有 indicator, current_value, target_value, unit, test_method。",
        ),
    ],
)
def test_what_cannot_be_used_says_why(parse: values.Parse, cell: Any, why: str):
    with pytest.raises(BadValue) as refused:
        parse(cell)
    assert refused.value.why == why
    assert refused.value.repair != ""
