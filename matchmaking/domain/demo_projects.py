"""The demo's transfer projects: one with money received and a reward plan, one whose price still hangs in public."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from enterprises.actors import Actor, actor_for_operation
from matchmaking.domain.docking import advance_docking
from matchmaking.models import Docking
from matchmaking.states import DockingState
from projects.choices import EvidenceKind, FundingKind, FundingTerms, RewardBasis
from projects.domain.evidence import attach_evidence, record_effect
from projects.domain.follow_ups import record_follow_up
from projects.domain.funding import add_funding
from projects.domain.ledger import plan_payment, record_receipt
from projects.domain.publicity import needs_publicity, start_publicity
from projects.domain.reward import adopt_reward_plan
from projects.domain.stages import enter_stage
from projects.domain.transfer_project import edit_contract
from projects.models import TransferProject

OPERATION = "演示数据"
_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"
_FACTS: dict[str, Any] = {
    "contract_type": "XK1",
    "mode": "M3c",
    "ip_disposition": "专利权归供给方，承接方获得普通许可",
    "ownership": "O1",
    "pricing_method": "agreement",
    "tech_field": "materials",
    "place": "city",
}
_MONTH = dt.timedelta(days=30)


def go_on_with_projects() -> int:
    """Go on with the projects that the demo's signatures have opened; returns how many there are."""
    dockings = Docking.objects.filter(state=DockingState.SIGNED, project__revision=1).order_by("opened")
    found = list(dockings.select_related("match__wanted__owner", "match__offered__owner", "project"))
    for story, docking in zip((_to_money, _to_publicity), found, strict=False):
        story(docking)
    return len(found)


def _to_money(docking: Docking) -> None:
    """Signed seven months ago, now in industrial application: half of the money is in, and shared."""
    today, signed = timezone.localdate(), timezone.localdate() - 7 * _MONTH
    firm, lab = _sides(docking)
    amount = Decimal("1200000.00")
    project = edit_contract(
        _project(docking),
        {
            **_FACTS,
            "industry": docking.match.wanted.industries[0] if docking.match.wanted.industries else "3216",
            "signed_on": signed,
            "amount": amount,
            "technical_amount": Decimal("1080000.00"),
            "contract_number": "DEMO-XK-01",
            "registration_number": f"{signed.year}DEMO000001",
            "trl_before": 6,
            "trl_after": 8,
        },
        by=lab,
    )
    _show(project, lab, EvidenceKind.CONTRACT, EvidenceKind.REGISTRATION, EvidenceKind.PRICING)
    if needs_publicity(project):  # which pair signs first depends on the day
        start_publicity(project, start=signed, where="单位门户网站公示栏", by=lab)
    for months, part in ((0, "400000.00"), (4, "200000.00"), (12, "600000.00")):
        plan_payment(project, due_on=signed + months * _MONTH, amount=Decimal(part), by=firm)
    for months, part in ((0, "400000.00"), (4, "200000.00")):
        record_receipt(project, received_on=signed + months * _MONTH, amount=Decimal(part), by=lab)
    enter_stage(project, "breakthrough", by=lab, note="工艺参数定型")
    _show(project, lab, EvidenceKind.TEST_REPORT)
    enter_stage(project, "validation", by=lab, note="在一个生产单元上连续运行")
    _show(project, lab, EvidenceKind.SCENARIO_REPORT)
    enter_stage(project, "application", by=firm, note="推广到全部生产单元")
    record_effect(
        project,
        indicator="单位产品综合能耗",
        unit="kgce/t",
        before=Decimal("1680"),
        after=Decimal("1596"),
        measured_on=today,
        by=firm,
    )
    for kind, terms, name, part in (
        (FundingKind.GOVERNMENT, FundingTerms.COMPETITIVE, "演示科技计划专项", "500000.00"),
        (FundingKind.ENTERPRISE, FundingTerms.STABLE, "企业研发投入", "900000.00"),
        (FundingKind.SOCIAL, FundingTerms.STABLE, "演示成果转化基金", "350000.00"),
    ):
        add_funding(
            project, kind=kind, terms=terms, name=name, year=today.year, amount=Decimal(part), by=firm
        )
    _share(project, lab)
    for months, found in (
        (1, {"note": "设备已到位"}),
        (3, {"output_value": Decimal("3600000.00"), "jobs": 6}),
    ):
        record_follow_up(project.follow_ups.get(months=months), found, by=firm)
    for state in (DockingState.REGISTERED, DockingState.EXECUTING):
        docking.project = TransferProject.objects.get(pk=project.pk)
        advance_docking(docking, state, by=firm, next_step="按合同组织验收", next_deadline=today + 2 * _MONTH)


def _share(project: TransferProject, lab: Actor) -> None:
    """What has come in, less what it cost, 70 % of it for three people."""
    adopt_reward_plan(
        project,
        basis=RewardBasis.INCOME,
        gross=Decimal("600000.00"),
        costs=Decimal("60000.00"),
        rate=Decimal("70.00"),
        shares=[
            {"person": "演示发明人甲", "weight": Decimal(50), "contribution": "主要发明人"},
            {"person": "演示发明人乙", "weight": Decimal(30), "contribution": "中试与工艺"},
            {"person": "演示经理人丙", "weight": Decimal(20), "contribution": "转化服务"},
        ],
        by=lab,
    )


def _to_publicity(docking: Docking) -> None:
    """Signed a week ago: the agreed price hangs in public for nine more days, where the law wants it to."""
    today = timezone.localdate()
    _firm, lab = _sides(docking)
    facts = {
        **_FACTS,
        "industry": docking.match.wanted.industries[0] if docking.match.wanted.industries else "3216",
        "signed_on": today - dt.timedelta(days=7),
        "amount": Decimal("380000.00"),
        "technical_amount": Decimal("380000.00"),
        "place": "province",
    }
    project = edit_contract(_project(docking), facts, by=lab)
    _show(project, lab, EvidenceKind.CONTRACT, EvidenceKind.PRICING)
    if needs_publicity(project):
        start_publicity(project, start=today - dt.timedelta(days=6), where="单位公告栏", by=lab)


def _project(docking: Docking) -> TransferProject:
    assert docking.project is not None  # it is signed
    return docking.project


def _sides(docking: Docking) -> tuple[Actor, Actor]:
    match = docking.match
    return actor_for_operation(OPERATION, match.wanted.owner), actor_for_operation(
        OPERATION, match.offered.owner
    )


def _show(project: TransferProject, by: Actor, *kinds: EvidenceKind) -> None:
    for kind in kinds:
        attach_evidence(project, kind=kind, file=ContentFile(_PAPER, name=f"演示{kind.label}.pdf"), by=by)
