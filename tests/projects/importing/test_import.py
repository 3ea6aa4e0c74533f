"""A county office hands over a table: its rows become the firm's listings, and doing it again changes nothing."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from config.kernel.errors import NotAllowed
from config.kernel.models import Job
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, withdraw_listing
from projects.importing.report import Outcome, Report
from projects.models import Achievement, Listing, ListingTransition, Need
from tests.factories import make_organization, writer_for
from tests.projects.importing.files import NEED, write_csv, write_jsonl, write_xlsx
from tests.secrets import secret_texts_there


def outcomes(report: Report) -> list[str]:
    return [str(result.outcome) for result in report.results]


def reasons(report: Report) -> list[tuple[int, str, str, str]]:
    return [
        (result.number, fault.column, fault.shown, fault.why)
        for result in report.remarked()
        for fault in result.faults
    ]


def needs(count: int, **values: str) -> list[dict[str, str]]:
    return [{"id": f"A-{n}", "title": f"第{n}项技术需求", "summary": "摘要", **values} for n in range(count)]


def test_a_full_row_of_an_excel_table(tmp_path: Path, import_file, organization):
    rows = [
        ["来源编号", "标题", "关键词", "行业", "所在地", "需求类型", "期望效果", "紧迫程度", "预算区间"],
        [
            "XQ-1",
            "铝电解槽阳极效应预报",
            "电解、预报",
            "32 09",
            "兰州",
            "技术攻关",
            "节能；降本",
            "一年内",
            "50-100万元",
        ],
    ]
    rows[0] += ["期望成熟度（至少）", "合作方式", "披露级别", "联系人", "有效期至", "量化指标", "保密内容"]
    rows[1] += ["TRL6", "委托开发、合作开发", "登录可见", organization.contacts.get().name, "2027年12月31日"]
    rows[1] += ["预报准确率|70|90|%|连续三个月统计\n电耗|13500|13200|kWh/t", "槽型与电流不公开"]
    report = import_file(write_xlsx(tmp_path / "t.xlsx", rows))
    assert (outcomes(report), reasons(report)) == (["created"], [])
    need = Need.objects.get(external_id="XQ-1")
    assert (need.title, need.state, need.owner, need.keywords) == (
        "铝电解槽阳极效应预报",
        "draft",
        organization,
        ["电解", "预报"],
    )
    assert (need.industries, need.region, need.need_type) == (["32", "09"], "620100", "research")
    assert (need.effects, need.urgency, need.budget_band) == (["energy", "cost"], "y1", "b50_100")
    assert (need.trl_wanted, need.modes, need.disclosure) == (6, ["M7", "M8"], "members")
    assert (need.contact, need.expires_on) == (organization.contacts.get(), dt.date(2027, 12, 31))
    assert list(need.targets.values_list("indicator", "current_value", "target_value", "unit")) == [
        ("预报准确率", "70", "90", "%"),
        ("电耗", "13500", "13200", "kWh/t"),
    ]
    assert secret_texts_there() == ["槽型与电流不公开"]
    assert outcomes(import_file(tmp_path / "t.xlsx")) == ["unchanged"]


def test_achievements_from_jsonl_with_lists_and_numbers(tmp_path: Path, import_file):
    row = {
        "id": 17,
        "title": "铝 电解 槽况 诊断",
        "industries": ["32", "有色金属矿采选业"],
        "trl": 7,
        "form": "新工艺",
        "ip_kinds": ["invention"],
        "patents": "ZL 2020 1 0000001.1；202110000002.0",
        "asking_price": "80万元",
        "separate_ledger": True,
        "summary": None,
    }
    path = write_jsonl(tmp_path / "t.jsonl", [row])
    assert outcomes(import_file(path, "achievement")) == ["created"]
    offer = Achievement.objects.get(external_id="17")
    assert (offer.title, offer.industries, offer.trl, offer.form) == (
        "铝 电解 槽况 诊断",
        ["32", "09"],
        7,
        "process",
    )
    assert offer.patents == ["ZL202010000001.1", "ZL202110000002.0"]
    assert (offer.asking_price, offer.separate_ledger) == (Decimal(800000), True)
    assert outcomes(import_file(path, "achievement")) == ["unchanged"]


def test_a_wrong_patent_number_is_named_with_its_row_and_column(tmp_path: Path, import_file):
    rows = [
        {"id": "1", "title": "甲", "patents": "ZL200310102344.5；ZL200310102344.4"},
        {"id": "2", "title": "乙"},
    ]
    report = import_file(write_jsonl(tmp_path / "t.jsonl", rows), "achievement")
    assert outcomes(report) == ["refused", "created"]
    ((number, column, shown, why),) = reasons(report)
    assert (number, column, shown) == (1, "专利号", "ZL200310102344.5；ZL200310102344.4")
    assert why.startswith("ZL200310102344.4：不是有效的专利号")
    (fault,) = report.results[0].faults
    assert fault.repair == "对照专利证书或受理通知书改正号码；几个号码之间用逗号或分号分开。"


def test_repeating_an_import_changes_nothing(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", needs(3))
    assert outcomes(import_file(path, publish=True)) == ["created"] * 3
    before = list(Listing.objects.order_by("pk").values()), ListingTransition.objects.count()
    Job.objects.all().delete()
    report = import_file(path, publish=True)
    assert (outcomes(report), dict(report.states)) == (["unchanged"] * 3, {"已发布": 3})
    assert (list(Listing.objects.order_by("pk").values()), ListingTransition.objects.count()) == before
    assert Job.objects.count() == 0  # nobody is told of nothing


def test_rows_without_an_id_are_known_by_their_words(tmp_path: Path, import_file):
    path = write_csv(tmp_path / "t.csv", "标题,摘要,行业\n第一项技术需求,摘要,26\n第二项技术需求,摘要,26\n")
    assert outcomes(import_file(path)) == ["created", "created"]
    write_csv(path, "标题,摘要,行业\n第二项技术需求,摘要,27\n第一项技术需求,摘要,26\n")
    assert outcomes(import_file(path)) == ["changed", "unchanged"]
    assert dict(Need.objects.values_list("title", "industries")) == {
        "第一项技术需求": ["26"],
        "第二项技术需求": ["27"],
    }


def test_a_changed_row_edits_only_what_it_names(tmp_path: Path, import_file, organization):
    path = write_jsonl(tmp_path / "t.jsonl", [NEED])
    import_file(path)
    need = Need.objects.get()
    edit_listing(need, {"keywords": ["网站上填的"], "urgency": "m3"}, by=writer_for(organization))
    write_jsonl(path, [{**NEED, "summary": "改过的摘要", "keywords": "", "urgency": None}])
    assert outcomes(import_file(path)) == ["changed"]
    need.refresh_from_db()
    assert (need.summary, need.keywords, need.urgency) == ("改过的摘要", ["网站上填的"], "m3")
    assert Need.objects.count() == 1


def test_good_rows_go_on_and_refused_ones_say_why(tmp_path: Path, import_file):
    rows = [
        {"id": "A-1", "title": "第一项技术需求", "summary": "摘要"},
        {"id": "A-2", "title": "锁" * 121, "summary": "摘要"},
        {"id": "A-3", "title": "第三项技术需求", "industries": "火星采矿业", "budget_band": "很多钱"},
        {"id": "A-1", "title": "又一个第一项", "summary": "摘要"},
        {"id": "A-4", "title": "第四项技术需求", "targets": "|1|2"},
        {"id": "示例", "title": "模板里的示例行", "summary": "摘要"},
        {"id": "A-5", "title": "第五项技术需求", "summary": "长" * 501},
        {"id": "A-6", "title": "第六项技术需求", "contact": "不认识的人"},
    ]
    report = import_file(write_jsonl(tmp_path / "t.jsonl", rows))
    assert outcomes(report) == ["created"] + ["refused"] * 7
    assert reasons(report) == [
        (2, "标题", "锁" * 39 + "…", "有 121 个字，最多 120 个字。"),
        (3, "行业", "火星采矿业", "没有“火星采矿业”这一项。"),
        (3, "预算区间", "很多钱", "没有“很多钱”这一项。"),
        (4, "来源编号", "A-1", "与第 1 行重复。"),
        (5, "量化指标", "", "此字段不能为空。"),
        (6, "来源编号", "示例", "这是模板里的示例行。"),
        (7, "摘要", "长" * 39 + "…", "有 501 个字，最多 500 个字。"),
        (8, "联系人", "不认识的人", "没有“不认识的人”这一项。"),
    ]
    assert list(Need.objects.values_list("external_id", flat=True)) == ["A-1"]


def test_publishing_by_a_trusted_organization(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", [*needs(2), {"id": "空", "title": "没有摘要的需求"}])
    report = import_file(path, publish=True)
    assert (outcomes(report), dict(report.states)) == (["created"] * 3, {"已发布": 2, "草稿": 1})
    assert reasons(report) == [(3, "摘要", "", "请至少填写摘要或详细说明，否则无法匹配。")]
    assert list(Job.objects.values_list("kind", flat=True)) == ["match_market"]


def test_publishing_by_others_is_a_request_for_review(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", needs(2))
    firm = make_organization(trusted=False)
    assert dict(import_file(path, owner=firm, publish=True).states) == {"待审核": 2}
    write_jsonl(path, needs(2, summary="审核期间改过的摘要"))
    report = import_file(path, owner=firm, publish=True)
    assert outcomes(report) == ["refused", "refused"]
    assert reasons(report)[0] == (1, "", "", "这条信息当前不能修改。当前状态：待审核。")


def test_publishing_drafts_that_were_imported_before(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", needs(2))
    assert dict(import_file(path).states) == {"草稿": 2}
    report = import_file(path, publish=True)
    assert (outcomes(report), dict(report.states)) == (["unchanged"] * 2, {"已发布": 2})


def test_what_its_owner_closed_stays_closed(tmp_path: Path, import_file, organization):
    path = write_jsonl(tmp_path / "t.jsonl", needs(1))
    import_file(path, publish=True)
    close_listing(Need.objects.get(), by=writer_for(organization))
    assert dict(import_file(path, publish=True).states) == {"已关闭": 1}


def test_what_was_sent_back_is_submitted_again_only_when_it_changed(tmp_path: Path, import_file):
    path, firm = write_jsonl(tmp_path / "t.jsonl", needs(1)), make_organization(trusted=False)
    import_file(path, owner=firm, publish=True)
    withdraw_listing(Need.objects.get(), by=writer_for(firm))
    Listing.objects.update(state="sent_back")
    assert dict(import_file(path, owner=firm, publish=True).states) == {"退回修改": 1}
    write_jsonl(path, needs(1, summary="按意见改过的摘要"))
    report = import_file(path, owner=firm, publish=True)
    assert (outcomes(report), dict(report.states)) == (["changed"], {"待审核": 1})


@pytest.mark.parametrize(
    ("state", "publish", "message"),
    [
        ("unverified", True, "主体尚未通过认证，不能发布。去掉 --publish 可先导入为草稿。"),
        ("suspended", False, "主体已停用，不能导入。"),
    ],
)
def test_who_may_not(tmp_path: Path, import_file, state: str, publish: bool, message: str):
    firm = make_organization(verified=False)
    type(firm).objects.filter(pk=firm.pk).update(state=state)
    with pytest.raises(NotAllowed) as refused:
        import_file(write_jsonl(tmp_path / "t.jsonl", needs(1)), owner=firm, publish=publish)
    assert str(refused.value) == message
    assert Listing.objects.count() == 0


def test_a_dry_run_tells_all_and_keeps_nothing(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", [*needs(2), {"title": "长" * 121}])
    report = import_file(path, publish=True, dry_run=True)
    assert outcomes(report) == [Outcome.CREATED, Outcome.CREATED, Outcome.REFUSED]
    assert (Listing.objects.count(), Job.objects.count()) == (0, 0)


def test_ids_are_the_organizations_own(tmp_path: Path, import_file):
    path = write_jsonl(tmp_path / "t.jsonl", needs(1))
    import_file(path)
    assert outcomes(import_file(path, owner=make_organization())) == ["created"]
    assert Need.objects.count() == 2
