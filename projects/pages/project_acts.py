"""The acts of a transfer project's page: which form, which verb, for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from projects.domain import evidence, follow_ups, funding, ledger
from projects.domain.project_queries import (
    follow_ups_visible_to,
    funding_visible_to,
    payments_visible_to,
    receipts_visible_to,
)
from projects.domain.publicity import needs_publicity, start_publicity
from projects.domain.reward import adopt_reward_plan
from projects.domain.stages import earlier_stages, enter_stage, next_stage
from projects.domain.transfer_project import edit_contract
from projects.forms import project as forms
from projects.forms.reward import RewardForm
from projects.models import TransferProject
from projects.rules import can_enter_receipts, can_plan_reward, can_work_on_project, sides_written_for

Values = Mapping[str, Any]
Rule = Callable[[Actor, TransferProject], bool]


@dataclass(frozen=True)
class Act:
    """`call` carries it out with the form's cleaned values; `open_to` says who is offered it."""

    form: type[forms.ProjectForm]
    call: Callable[[TransferProject, Values, Actor], object]
    open_to: Rule
    done: Any


def _row(rows: Callable[[Actor], QuerySet[Any]], project: TransferProject, row: UUID, by: Actor) -> Any:
    """The row of this project with the id; any other is not there."""
    found = rows(by).select_related("project").filter(project=project, pk=row).first()
    if found is None:
        raise Http404
    return found


def _may_attach(actor: Actor, project: TransferProject) -> bool:
    return bool(sides_written_for(actor, project))


def _may_move(actor: Actor, project: TransferProject) -> bool:
    return can_work_on_project(actor, project) and bool(next_stage(project) or earlier_stages(project))


def _may_publicise(actor: Actor, project: TransferProject) -> bool:
    return can_work_on_project(actor, project) and needs_publicity(project)


def _follow_up(project: TransferProject, values: Values, by: Actor) -> object:
    found = _row(follow_ups_visible_to, project, values["row"], by)
    return follow_ups.record_follow_up(found, {k: v for k, v in values.items() if k != "row"}, by=by)


ACTS: dict[str, Act] = {
    "contract": Act(
        forms.ContractForm,
        lambda project, values, by: edit_contract(project, values, by=by),
        can_work_on_project,
        _("合同信息已保存。"),
    ),
    "publicity": Act(
        forms.PublicityForm,
        lambda project, values, by: start_publicity(project, by=by, **values),
        _may_publicise,
        _("已登记公示。"),
    ),
    "stage": Act(
        forms.StageForm,
        lambda project, values, by: enter_stage(project, values["stage"], note=values["note"], by=by),
        _may_move,
        _("已进入新的阶段。"),
    ),
    "evidence": Act(
        forms.EvidenceForm,
        lambda project, values, by: evidence.attach_evidence(project, by=by, **values),
        _may_attach,
        _("文件已上传。"),
    ),
    "payment": Act(
        forms.PaymentForm,
        lambda project, values, by: ledger.plan_payment(project, by=by, **values),
        can_work_on_project,
        _("付款计划已保存。"),
    ),
    "cancel_payment": Act(
        forms.RowForm,
        lambda project, values, by: ledger.cancel_payment(
            _row(payments_visible_to, project, values["row"], by), by=by
        ),
        can_work_on_project,
        _("已取消这一期。"),
    ),
    "receipt": Act(
        forms.ReceiptForm,
        lambda project, values, by: ledger.record_receipt(project, by=by, **values),
        can_enter_receipts,
        _("到账已记录。"),
    ),
    "void_receipt": Act(
        forms.VoidForm,
        lambda project, values, by: ledger.void_receipt(
            _row(receipts_visible_to, project, values["row"], by), reason=values["reason"], by=by
        ),
        can_enter_receipts,
        _("这笔到账已作废。"),
    ),
    "effect": Act(
        forms.EffectForm,
        lambda project, values, by: evidence.record_effect(project, by=by, **values),
        can_work_on_project,
        _("成效已记录。"),
    ),
    "follow_up": Act(forms.FollowUpForm, _follow_up, can_work_on_project, _("回访已记录。")),
    "funding": Act(
        forms.FundingForm,
        lambda project, values, by: funding.add_funding(project, by=by, **values),
        can_work_on_project,
        _("资金来源已保存。"),
    ),
    "remove_funding": Act(
        forms.RowForm,
        lambda project, values, by: funding.remove_funding(
            _row(funding_visible_to, project, values["row"], by), by=by
        ),
        can_work_on_project,
        _("资金来源已删除。"),
    ),
    "reward": Act(
        RewardForm,
        lambda project, values, by: adopt_reward_plan(project, by=by, **values),
        can_plan_reward,
        _("收益分配方案已生效。"),
    ),
    "confirm": Act(
        forms.ConfirmForm,
        lambda project, values, by: evidence.confirm_project(project, by=by, **values),
        _may_attach,
        _("已确认。"),
    ),
}


def offered_acts(actor: Actor, project: TransferProject) -> set[str]:
    """Names of the acts the page offers; a project that has ended is only read."""
    if project.ended:
        return set()
    return {name for name, act in ACTS.items() if act.open_to(actor, project)}
