"""People write names, half names and codes; the vocabulary finds the code or says what is near."""

import pytest

from projects.domain.import_columns import vocabulary_of
from projects.importing.errors import BadValue

pytestmark = pytest.mark.usefixtures("vocabularies")


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("region", "620100", "620100"),
        ("region", "兰州市", "620100"),
        ("region", "兰州", "620100"),
        ("region", "甘肃省兰州市", "620100"),
        ("region", "甘肃兰州", "620100"),
        ("region", "临夏", "622900"),
        ("region", "Lanzhou", "620100"),
        ("region", "兰州新区", "620171"),
        ("industry", "26", "26"),
        ("industry", "化学原料和化学制品制造业", "26"),
        ("industry", "26 化学原料和化学制品制造业", "26"),
        ("budget_band", "b50_100", "b50_100"),
        ("budget_band", "50万—100万元", "b50_100"),
        ("budget_band", "50-100万元", "b50_100"),
        ("budget_band", "50 ~ 100 万", "b50_100"),
        ("budget_band", "50万至100万元", "b50_100"),
        ("budget_band", "10万以下", "lt10"),
        ("coop_mode", "m3A", "M3a"),
        ("coop_mode", "独占许可", "M3a"),
        ("payment_mode", "先用后付:分期支付", "use_instalments"),
    ],
)
def test_one_code(scheme: str, text: str, code: str):
    assert vocabulary_of(scheme).code(text) == code


@pytest.mark.parametrize(
    ("scheme", "text", "codes"),
    [
        ("industry", "26、27", ["26", "27"]),
        ("industry", "26,27 29;26", ["26", "27", "29"]),
        ("industry", "农、林、牧、渔业", ["A"]),
        ("industry", "化学原料和化学制品制造业、医药制造业", ["26", "27"]),
        ("industry", "医药制造业，农、林、牧、渔业，采矿业", ["27", "A", "B"]),
        ("coop_mode", "转让 独占许可", ["M2", "M3a"]),
        ("effect", "降本;节能", ["cost", "energy"]),
    ],
)
def test_several_codes_in_one_cell(scheme: str, text: str, codes: list[str]):
    assert vocabulary_of(scheme).codes(text) == codes


@pytest.mark.parametrize(
    ("scheme", "text", "why", "repair"),
    [
        (
            "industry",
            "化学制品制造",
            "没有“化学制品制造”这一项。",
            "最接近的是：26 化学原料和化学制品制造业、2524 煤制品制造、2710 化学药品原料药制造。请写代码或名称。",
        ),
        ("industry", "1", "没有“1”这一项。", "最接近的是：01 农业。请写代码或名称。"),
        ("industry", "教育", "“教育”可以是 83 教育、P 教育。", "请写代码。"),
        (
            "urgency",
            "越快越好",
            "没有“越快越好”这一项。",
            "可以写：m3 三个月内、y1 一年内、y3 三年内。",
        ),
    ],
)
def test_what_is_unknown_or_unclear_is_refused_with_the_nearest(
    scheme: str, text: str, why: str, repair: str
):
    with pytest.raises(BadValue) as refused:
        vocabulary_of(scheme).code(text)
    assert (refused.value.why, refused.value.repair) == (why, repair)


def test_one_unknown_word_in_a_list_is_named():
    with pytest.raises(BadValue) as refused:
        vocabulary_of("coop_mode").codes("转让、独占许可、换股")
    assert refused.value.why == "没有“换股”这一项。"
