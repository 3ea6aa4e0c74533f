"""技术突破 → 场景验证 → 产业应用 → 体系升级: what must be shown to enter each stage, and the entering."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.errors import Invalid
from config.kernel.move import move
from enterprises.actors import Actor
from projects.choices import EvidenceKind
from projects.domain.ledger import planned_sum, received_sum
from projects.domain.project_work import begin_work
from projects.domain.publicity import publicity_obstacle
from projects.domain.transfer_project import facts_missing
from projects.models import Effect, Evidence, TransferProject
from projects.states import PROJECT_MOVES, PROJECT_ROAD, ProjectStage


@dataclass(frozen=True)
class Standing:
    """What a project can show today."""

    project: TransferProject
    shown: frozenset[str]  # kinds of evidence on file
    effects: int
    planned: Decimal
    received: Decimal
    today: dt.date


@dataclass(frozen=True)
class Requirement:
    """Something to show. `lacks` says in a sentence what is missing, and nothing when it is there."""

    name: Any
    lacks: Callable[[Standing], str]


def _paper(kind: EvidenceKind) -> Requirement:
    def lacks(standing: Standing) -> str:
        return "" if kind in standing.shown else _("还缺“%(kind)s”，请上传。") % {"kind": kind.label}

    return Requirement(kind.label, lacks)


def _lacks_facts(standing: Standing) -> str:
    names = _("、").join(str(label) for label in facts_missing(standing.project))
    return _("合同信息还缺：%(names)s。") % {"names": names} if names else ""


def _lacks_plan(standing: Standing) -> str:
    if standing.project.amount is not None and standing.planned == standing.project.amount:
        return ""
    return _("付款计划合计（%(planned)s 元）与合同成交额（%(amount)s 元）不一致。") % {
        "planned": standing.planned,
        "amount": standing.project.amount or 0,
    }


def _lacks_money(standing: Standing) -> str:
    return "" if standing.received > 0 else _("还没有任何到账。")


def _lacks_effects(standing: Standing) -> str:
    return "" if standing.effects else _("还没有前后对比的成效数据。")


# Entering a stage asks for all of its requirements.
REQUIREMENTS: dict[str, tuple[Requirement, ...]] = {
    ProjectStage.BREAKTHROUGH: (
        _paper(EvidenceKind.CONTRACT),
        Requirement(gettext_lazy("合同信息完整"), _lacks_facts),
        Requirement(
            gettext_lazy("定价公示期满"),
            lambda standing: publicity_obstacle(standing.project, standing.today),
        ),
    ),
    ProjectStage.VALIDATION: (_paper(EvidenceKind.TEST_REPORT),),
    ProjectStage.APPLICATION: (
        _paper(EvidenceKind.SCENARIO_REPORT),
        Requirement(gettext_lazy("付款计划与合同一致"), _lacks_plan),
    ),
    ProjectStage.UPGRADE: (
        _paper(EvidenceKind.APPLICATION_PROOF),
        _paper(EvidenceKind.ACCEPTANCE),
        Requirement(gettext_lazy("有前后对比的成效"), _lacks_effects),
        Requirement(gettext_lazy("有资金到账"), _lacks_money),
    ),
}


def standing_of(project: TransferProject) -> Standing:
    """Read what the project can show."""
    return Standing(
        project=project,
        shown=frozenset(Evidence.objects.filter(project=project).values_list("kind", flat=True)),
        effects=Effect.objects.filter(project=project).count(),
        planned=planned_sum(project),
        received=received_sum(project),
        today=timezone.localdate(),
    )


def missing_for(stage: str, standing: Standing) -> list[str]:
    """What is missing to enter the stage, one sentence each."""
    sentences = (requirement.lacks(standing) for requirement in REQUIREMENTS.get(stage, ()))
    return [sentence for sentence in sentences if sentence]


def next_stage(project: TransferProject) -> str | None:
    """The stage that comes next on the road; None at its end or off it."""
    if project.state not in PROJECT_ROAD[:-1]:
        return None
    return PROJECT_ROAD[PROJECT_ROAD.index(project.state) + 1]


def earlier_stages(project: TransferProject) -> list[str]:
    """Stages the project may be put back to."""
    if project.state not in PROJECT_ROAD:
        return []
    before = PROJECT_ROAD[: PROJECT_ROAD.index(project.state)]
    return [stage for stage in before if stage in PROJECT_MOVES[project.state]]


def enter_stage(project: TransferProject, new: str, *, by: Actor, note: str = "") -> TransferProject:
    """Move a project along its road. Raises NotAllowed, IllegalTransition, LostRace.

    Raises Invalid, for `stage`, with everything that is missing; for `note` when it goes back without a reason.
    """
    with transaction.atomic():
        now = begin_work(project, by)
        if new in earlier_stages(now):
            if not note.strip():
                raise Invalid({"note": _("退回前一阶段须写明原因，双方会看到。")})
        elif new == next_stage(now) and (missing := missing_for(new, standing_of(now))):
            stage = ProjectStage(new).label
            opening = _("还不能进入“%(stage)s”：") % {"stage": stage}
            raise Invalid({"stage": opening + " ".join(missing)})
        if new == ProjectStage.TERMINATED:
            raise Invalid({"stage": _("终止请在对接页上记录，并写明原因。")})
        return move(now, new, table=PROJECT_MOVES, by=by, note=note.strip())
