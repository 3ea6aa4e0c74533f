"""转化项目: opened by a signature, its contract's facts kept true, ended early where the contract is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from enterprises.domain.vocabulary import code_error
from enterprises.models import Organization, User
from projects.choices import PROJECT_PREFIX
from projects.domain.follow_ups import due_after, schedule_follow_ups
from projects.domain.ledger import planned_sum, received_sum
from projects.domain.project_work import begin_work, note_change
from projects.models import Achievement, Need, ProjectTransition, TransferProject
from projects.states import PROJECT_MOVES, ProjectStage

# field → vocabulary scheme
CODED = {
    "mode": "coop_mode",
    "contract_type": "contract_type",
    "industry": "industry",
    "tech_field": "tech_field",
    "region": "region",
    "ownership": "ownership",
    "pricing_method": "pricing_method",
}
CONTRACT_FIELDS = (
    "title",
    "contract_type",
    "mode",
    "contract_number",
    "registration_number",
    "signed_on",
    "amount",
    "technical_amount",
    "ip_disposition",
    "ownership",
    "pricing_method",
    "industry",
    "tech_field",
    "place",
    "region",
    "trl_before",
    "trl_after",
    "story",
)
# What a record must have before the work on the contract begins.
NEEDED = (
    "contract_type",
    "mode",
    "amount",
    "technical_amount",
    "ip_disposition",
    "ownership",
    "pricing_method",
    "industry",
    "tech_field",
    "place",
)
PRICE = frozenset({"amount", "pricing_method"})  # when one of these changes, the price hangs in public anew


def open_project(
    *,
    title: str,
    provider: Organization,
    receiver: Organization,
    by: Actor,
    achievement: Achievement | None = None,
    need: Need | None = None,
    mode: str = "",
    manager: User | None = None,
) -> TransferProject:
    """Open the project of a contract signed today, with what is known of it; its follow-ups are due from now on."""
    project = TransferProject.objects.create(
        number=new_number(PROJECT_PREFIX),
        title=title[:200],
        provider=provider,
        receiver=receiver,
        achievement=achievement,
        need=need,
        manager=manager,
        mode=mode,
        signed_on=timezone.localdate(),
        trl_before=achievement.trl if achievement else None,
        ownership=achievement.ownership if achievement else "",
        pricing_method=achievement.pricing_method if achievement else "",
        industry=_first(need.industries if need else []),
    )
    ProjectTransition.objects.create(
        subject=project,
        old="",
        new=project.state,
        note=gettext_noop("合同已签订"),
        by_user_id=by.user_id,
        by_label=by.label,
    )
    schedule_follow_ups(project, by=by)
    return project


def _first(codes: list[str]) -> str:
    return codes[0] if codes else ""


def edit_contract(project: TransferProject, values: Mapping[str, Any], *, by: Actor) -> TransferProject:
    """Change facts of the contract. Raises NotAllowed, IllegalTransition, and Invalid naming each field.

    1. Old and new values are kept. 2. The revision grows, so confirmations of the facts before hold no longer.
    3. Another price starts the publicity anew; another signing date moves the follow-ups that are still due.
    """
    if unknown := values.keys() - set(CONTRACT_FIELDS):
        raise ValueError(f"not facts of a contract: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        now = begin_work(project, by)
        old = {name: getattr(now, name) for name in values}
        for name, value in values.items():
            setattr(now, name, value)
        changed = {
            name: (old[name], getattr(now, name)) for name in values if old[name] != getattr(now, name)
        }
        if not changed:
            return now
        _check_facts(now)
        now.revision += 1
        if PRICE & changed.keys():
            now.publicity_from, now.publicity_where = None, ""
        clean_and_save(now, exclude=frozenset({"provider", "receiver", "achievement", "need", "manager"}))
        note_change(now, gettext_noop("修改合同信息"), changed, by=by)
        if "signed_on" in changed:
            for row in now.follow_ups.filter(done_on=None):
                row.due_on = due_after(now.signed_on, row.months)
                row.save(update_fields=["due_on"])
    return now


def _check_facts(project: TransferProject) -> None:
    errors: dict[str, Any] = {}
    for name, scheme in CODED.items():
        code = getattr(project, name)
        if code and (error := code_error(scheme, [code])):
            errors[name] = error
    if project.signed_on is None or project.signed_on > timezone.localdate():
        errors["signed_on"] = _("签订日期不能晚于今天。")
    amount = project.amount
    if project.technical_amount is not None and (amount is None or project.technical_amount > amount):
        errors["technical_amount"] = _("技术交易额不能大于合同成交额。")
    if (amount or Decimal(0)) < max(planned_sum(project), received_sum(project)):
        errors["amount"] = _("合同成交额不能小于付款计划合计或已到账金额。")
    if errors:
        raise Invalid(errors)


def facts_missing(project: TransferProject) -> list[Any]:
    """The labels of those facts of the contract that are not filled in yet."""
    empty = [name for name in NEEDED if getattr(project, name) in ("", None)]
    return [TransferProject._meta.get_field(name).verbose_name for name in empty]  # type: ignore[union-attr]


def name_manager(project: TransferProject, manager: User, *, by: Actor) -> None:
    """Whoever looks after the docking looks after what came of it."""
    old = project.manager
    project.manager = manager
    project.save(update_fields=["manager"])
    note_change(project, gettext_noop("更换责任技术经理人"), {"manager": (old, manager)}, by=by)


def terminate_project(project: TransferProject, *, by: Actor, note: str) -> TransferProject:
    """End a project whose contract was ended. Raises Invalid without a reason, IllegalTransition at the road's end.

    No door leads here: a contract ends on its docking, and the docking's verb has judged who may.
    """
    if not note.strip():
        raise Invalid({"note": _("请写明原因，双方会看到。")})
    return move(project, ProjectStage.TERMINATED, table=PROJECT_MOVES, by=by, note=note.strip())
