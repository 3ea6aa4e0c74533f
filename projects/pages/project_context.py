"""What a transfer project's page shows, each part from the actor's own rows."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label
from projects.choices import ProjectSide
from projects.domain import project_queries as rows
from projects.domain.funding import mix_of
from projects.domain.publicity import needs_publicity, publicity_days_left, publicity_ends
from projects.domain.reward_floors import FLOORS, floor_amount
from projects.domain.stages import REQUIREMENTS, next_stage, standing_of
from projects.domain.transfer_project import CODED, CONTRACT_FIELDS
from projects.forms.project import ProjectForm
from projects.models import TransferProject
from projects.pages.project_acts import ACTS, offered_acts
from projects.rules import is_state_unit, sees_reward

_APART = frozenset({"title", "story", "amount", "technical_amount", "trl_before", "trl_after"})
MOST_CHANGES = 30


def project_context(
    actor: Actor, project: TransferProject, sent: Mapping[str, ProjectForm] | None = None
) -> dict[str, Any]:
    """`sent`: the form that has something to mend, by the name of its act; it stands open."""
    today = timezone.localdate()
    standing = standing_of(project)
    offered = offered_acts(actor, project)
    forms = {name: ACTS[name].form(project=project, actor=actor) for name in offered}
    following = next_stage(project)
    return {
        "project": project,
        "today": today,
        "forms": {**forms, **(sent or {})},
        "sent": next(iter(sent), "") if sent else "",
        "steps": list(rows.project_steps_visible_to(actor).filter(subject=project)),
        "next_stage": following,
        "requirements": [(each.name, each.lacks(standing)) for each in REQUIREMENTS.get(following or "", ())],
        "standing": standing,
        "facts": contract_facts(project),
        "state_unit": is_state_unit(project.provider),
        "needs_publicity": needs_publicity(project),
        "publicity_left": publicity_days_left(project, today),
        "publicity_ends": publicity_ends(project),
        "payments": list(rows.payments_visible_to(actor).filter(project=project)),
        "receipts": list(rows.receipts_visible_to(actor).filter(project=project).select_related("voucher")),
        "evidence": list(rows.evidence_visible_to(actor).filter(project=project)),
        "effects": list(rows.effects_visible_to(actor).filter(project=project)),
        "follow_ups": list(rows.follow_ups_visible_to(actor).filter(project=project)),
        "changes": list(
            rows.project_changes_visible_to(actor).filter(project=project).order_by("-id")[:MOST_CHANGES]
        ),
        "sides": _sides(actor, project),
        **_funding(actor, project),
        **_reward(actor, project),
    }


def contract_facts(project: TransferProject) -> list[tuple[Any, str]]:
    """Label and value of each fact of the contract that is filled in; money and readiness are drawn apart."""
    facts = []
    for name in CONTRACT_FIELDS:
        value = getattr(project, name)
        if name in _APART or value in ("", None):
            continue
        if name in CODED:
            text = term_label(CODED[name], value)
        elif name == "place":
            text = project.get_place_display()
        else:
            text = str(value)
        facts.append((project._meta.get_field(name).verbose_name, text))  # type: ignore[union-attr]
    return facts


def _sides(actor: Actor, project: TransferProject) -> list[dict[str, Any]]:
    """Each side with its confirmation of the record as it stands, if it has given one."""
    found = rows.confirmations_visible_to(actor).filter(project=project, revision=project.revision)
    given = {row.side: row for row in found}
    names = {ProjectSide.PROVIDER: project.provider, ProjectSide.RECEIVER: project.receiver}
    return [
        {"label": side.label, "organization": names[side], "confirmation": given.get(side)}
        for side in ProjectSide
    ]


def _funding(actor: Actor, project: TransferProject) -> dict[str, Any]:
    sources = list(rows.funding_visible_to(actor).filter(project=project))
    return {"funding": sources, "mix": mix_of((row.kind, row.amount) for row in sources)}


def _reward(actor: Actor, project: TransferProject) -> dict[str, Any]:
    """The plan that stands, beside the floor of the law; nothing for those it is none of their business."""
    if not sees_reward(actor, project):
        return {}
    plans = rows.reward_plans_visible_to(actor).filter(project=project, stands=True)
    plan = plans.prefetch_related("shares").first()
    shown: dict[str, Any] = {"sees_reward": True, "plan": plan, "floors": list(FLOORS.values())}
    if plan is not None:
        base = plan.gross - plan.costs
        shown |= {
            "base": base,
            "floor": FLOORS[plan.basis],
            "floor_amount": floor_amount(plan.basis, base),
            "shares": list(rows.reward_shares_visible_to(actor).filter(plan=plan)),
        }
    return shown
