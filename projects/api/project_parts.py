"""The rows beside a transfer project, as far as a caller may read them."""

from typing import Any

from django.utils import timezone

from enterprises.actors import Actor
from projects.domain import project_queries as rows
from projects.domain.publicity import needs_publicity, publicity_days_left
from projects.domain.stages import REQUIREMENTS, next_stage, standing_of
from projects.models import TransferProject


def parts_of(project: TransferProject, actor: Actor) -> dict[str, Any]:
    """What `ProjectDetailSerializer` shows beside the project itself."""
    following, standing = next_stage(project), standing_of(project)
    days = publicity_days_left(project, timezone.localdate()) if needs_publicity(project) else None
    given = rows.confirmations_visible_to(actor).filter(project=project, revision=project.revision)
    plans = rows.reward_plans_visible_to(actor).filter(project=project, stands=True)
    return {
        "next_stage": following,
        "requirements": [
            {"name": each.name, "missing": each.lacks(standing)}
            for each in REQUIREMENTS.get(following or "", ())
        ],
        "publicity_days_left": days,
        "payments": rows.payments_visible_to(actor).filter(project=project),
        "receipts": rows.receipts_visible_to(actor).filter(project=project),
        "evidence": rows.evidence_visible_to(actor).filter(project=project),
        "effects": rows.effects_visible_to(actor).filter(project=project),
        "follow_ups": rows.follow_ups_visible_to(actor).filter(project=project),
        "funding": rows.funding_visible_to(actor).filter(project=project),
        "confirmations": given,
        "reward_plan": plans.prefetch_related("shares").first(),
        "transitions": rows.project_steps_visible_to(actor).filter(subject=project),
    }
