"""Parties, price, publicity, contract, money: what the record says beside its steps."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label
from matchmaking.domain.diligence.steps import changed
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import day, moment, money, pair, stored
from matchmaking.models import Docking
from projects.domain.project_queries import (
    confirmations_visible_to,
    receipts_visible_to,
    reward_plans_visible_to,
)
from projects.domain.publicity import needs_publicity, publicity_ends
from projects.models import TransferProject


def about(docking: Docking) -> Section:
    """The docking and its two parties."""
    match = docking.match
    lines = [
        pair(_("对接编号"), docking.number),
        pair(_("匹配关系"), match.get_relation_display()),
        pair(_("匹配模型"), match.model_version),
        pair(_("当前状态"), docking.get_state_display()),
        pair(_("开始时间"), moment(docking.opened)),
        pair(_("责任技术经理人"), docking.manager or _("未指定")),
    ]
    entries = [Entry(_("对接"), tuple(lines))]
    for side, listing in ((_("想要一方"), match.wanted), (_("能给一方"), match.offered)):
        owner = listing.owner
        entries.append(
            Entry(
                f"{side}：{owner.name}",
                (
                    pair(_("统一社会信用代码"), owner.credit_code),
                    pair(_("主体类别"), owner.get_kind_display()),
                    pair(_("国有"), _("是") if owner.state_owned else _("否")),
                    pair(_("供需信息编号"), listing.number),
                ),
            )
        )
    return Section(_("对接与双方"), "", tuple(entries))


def price(docking: Docking, project: TransferProject | None, files: Iterable[Entry]) -> Section:
    """How the price was found, and that it hung in public; with the papers of it."""
    entries = []
    if project is None:
        entries.append(Entry(_("尚未签订合同，没有定价记录。")))
    else:
        method = term_label("pricing_method", project.pricing_method) if project.pricing_method else ""
        lines = [pair(_("定价方式"), method)]
        if needs_publicity(project) or project.publicity_from:
            lines += [
                pair(_("公示开始日期"), day(project.publicity_from)),
                pair(_("公示期满日期"), day(publicity_ends(project))),
                pair(_("公示地点"), project.publicity_where),
            ]
        else:
            lines.append(_("按现有记录，这一定价方式不需要公示。"))
        entries.append(Entry(_("定价与公示"), tuple(lines)))
    papers = tuple(files)
    return Section(
        _("五、询价、定价与公示"), "" if papers else _("没有询价、评估或公示的文件。"), (*entries, *papers)
    )


def contract(
    docking: Docking, project: TransferProject | None, files: Iterable[Entry], actor: Actor
) -> Section:
    """The contract's facts, what was changed in them, who confirmed them; the papers of decision and review."""
    entries: list[Entry] = []
    if project is not None:
        entries.append(
            Entry(
                f"{project.number} {project.title}",
                (
                    pair(_("合同类型"), _term("contract_type", project.contract_type)),
                    pair(_("转化方式"), _term("coop_mode", project.mode)),
                    pair(_("合同编号"), project.contract_number),
                    pair(_("登记编号"), project.registration_number),
                    pair(_("签订日期"), day(project.signed_on)),
                    pair(_("合同成交额"), money(project.amount)),
                    pair(_("技术交易额"), money(project.technical_amount)),
                    pair(_("权属形式"), _term("ownership", project.ownership)),
                    pair(_("知识产权归属"), project.ip_disposition),
                    pair(_("合同信息版本"), project.revision),
                ),
            )
        )
        entries += [
            Entry(
                _("%(at)s  %(side)s确认第 %(revision)s 版合同信息")
                % {"at": moment(row.at), "side": row.get_side_display(), "revision": row.revision},
                (pair(_("操作方"), stored(row.by_label)),),
            )
            for row in confirmations_visible_to(actor).filter(project=project).order_by("at", "id")
        ]
        entries += changed(docking, actor)
    else:
        entries.append(Entry(_("尚未签订合同。")))
    papers = tuple(files)
    lead = "" if papers else _("没有集体决策或合同审查的文件。")
    return Section(_("六、集体决策与合同审查"), lead, (*entries, *papers))


def money_received(project: TransferProject, actor: Actor) -> Section:
    """What came in, and, for those who may read it, how the provider rewards its people."""
    entries, total = [], Decimal(0)
    for row in receipts_visible_to(actor).filter(project=project).order_by("received_on", "at", "id"):
        lines = [pair(_("记录方"), stored(row.by_label))]
        if row.note:
            lines.append(pair(_("说明"), row.note))
        if row.counts:
            total += row.amount
        else:
            lines.append(pair(_("已作废"), row.void_reason))
        entries.append(Entry(f"{day(row.received_on)}  {money(row.amount)}", tuple(lines)))
    entries += [
        Entry(
            _("%(at)s  收益分配方案") % {"at": moment(plan.at)},
            (
                pair(_("分配依据"), plan.get_basis_display()),
                pair(_("奖励比例"), f"{plan.rate}%"),
                pair(_("奖励总额"), money(plan.total)),
                pair(_("现行"), _("是") if plan.stands else _("否")),
            ),
        )
        for plan in reward_plans_visible_to(actor).filter(project=project).order_by("at", "id")
    ]
    return Section(_("九、到账与收益分配"), pair(_("到账合计"), money(total)), tuple(entries))


def _term(scheme: str, code: str) -> str:
    return term_label(scheme, code) if code else ""
