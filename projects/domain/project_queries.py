"""The one entry to transfer projects and the rows beside them, per actor."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from enterprises.actors import Actor
from projects.models import (
    Confirmation,
    Effect,
    Evidence,
    FollowUp,
    FundingSource,
    Payment,
    ProjectChange,
    ProjectTransition,
    Receipt,
    RewardPlan,
    RewardShare,
    TransferProject,
)
from projects.states import ProjectStage

_MONEY: "DecimalField[Any, Any]" = DecimalField(max_digits=16, decimal_places=2)


def transfer_projects_visible_to(actor: Actor) -> QuerySet[TransferProject]:
    """Projects of the actor's organizations; for staff all but those of organizations they are tied to."""
    projects = TransferProject.objects.select_related("provider", "receiver", "manager")
    own = Q(provider__in=actor.organization_ids) | Q(receiver__in=actor.organization_ids)
    if not actor.is_staff_member:
        return projects.filter(own)
    tied = Q(provider__in=actor.tied_ids) | Q(receiver__in=actor.tied_ids)
    return projects.filter(own | ~tied)


def with_sums(projects: QuerySet[TransferProject]) -> QuerySet[Any]:
    """Each project with `planned` and `received`, in the same query."""
    payments = Payment.objects.filter(project=OuterRef("pk"))
    receipts = Receipt.objects.filter(project=OuterRef("pk"), voided_at=None)
    return projects.annotate(planned=_sum(payments), received=_sum(receipts))


def _sum(rows: QuerySet[Any]) -> Coalesce:
    summed = rows.order_by().values("project").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(summed, output_field=_MONEY), Value(Decimal(0), output_field=_MONEY))


def projects_by_tab(actor: Actor, today: dt.date) -> dict[str, QuerySet[Any]]:
    """The lists of the projects' page, each project with its sums and when it is asked after next."""
    due = FollowUp.objects.filter(project=OuterRef("pk"), done_on=None).order_by("due_on")
    shown = with_sums(transfer_projects_visible_to(actor)).annotate(
        asked_on=Subquery(due.values("due_on")[:1])
    )
    return {name: shown.filter(which) for name, which in _tabs(today).items()}


def project_counts(actor: Actor, today: dt.date) -> dict[str, int]:
    """How many projects each of the lists has, in one query."""
    rows = transfer_projects_visible_to(actor).order_by()
    return rows.aggregate(**{name: Count("pk", filter=which) for name, which in _tabs(today).items()})


def _tabs(today: dt.date) -> dict[str, Q]:
    going_on = ~Q(state=ProjectStage.TERMINATED)
    overdue = Exists(FollowUp.objects.filter(project=OuterRef("pk"), done_on=None, due_on__lte=today))
    return {
        "open": going_on,
        "due": going_on & Q(overdue),
        "ended": ~going_on,
        "all": Q(pk__isnull=False),
    }


def project_steps_visible_to(actor: Actor) -> QuerySet[ProjectTransition]:
    """The stages of the projects the actor sees."""
    return ProjectTransition.objects.filter(subject__in=transfer_projects_visible_to(actor))


def project_changes_visible_to(actor: Actor) -> QuerySet[ProjectChange]:
    """What was changed in the projects the actor sees."""
    return ProjectChange.objects.filter(project__in=transfer_projects_visible_to(actor))


def evidence_visible_to(actor: Actor) -> QuerySet[Evidence]:
    """Files of the projects the actor sees: what one side shows, the other reads."""
    return Evidence.objects.select_related("document").filter(project__in=transfer_projects_visible_to(actor))


def effects_visible_to(actor: Actor) -> QuerySet[Effect]:
    """Measured effects of the projects the actor sees."""
    return Effect.objects.filter(project__in=transfer_projects_visible_to(actor))


def payments_visible_to(actor: Actor) -> QuerySet[Payment]:
    """Instalments of the projects the actor sees."""
    return Payment.objects.filter(project__in=transfer_projects_visible_to(actor))


def receipts_visible_to(actor: Actor) -> QuerySet[Receipt]:
    """Money received in the projects the actor sees, also entries that were voided."""
    return Receipt.objects.filter(project__in=transfer_projects_visible_to(actor))


def funding_visible_to(actor: Actor) -> QuerySet[FundingSource]:
    """Funding of the projects the actor sees."""
    return FundingSource.objects.filter(project__in=transfer_projects_visible_to(actor))


def follow_ups_visible_to(actor: Actor) -> QuerySet[FollowUp]:
    """Follow-ups of the projects the actor sees, done and due."""
    return FollowUp.objects.filter(project__in=transfer_projects_visible_to(actor))


def confirmations_visible_to(actor: Actor) -> QuerySet[Confirmation]:
    """What both sides confirmed, in the projects the actor sees."""
    return Confirmation.objects.filter(project__in=transfer_projects_visible_to(actor))


def reward_plans_visible_to(actor: Actor) -> QuerySet[RewardPlan]:
    """Reward plans: the provider's people read their own, staff those of parties they are not tied to; what a provider
    gives its people is not the receiver's business. The same policy as `rules.sees_reward`."""
    own = Q(project__provider__in=actor.organization_ids)
    if not actor.is_staff_member:
        return RewardPlan.objects.filter(own)
    tied = Q(project__provider__in=actor.tied_ids) | Q(project__receiver__in=actor.tied_ids)
    return RewardPlan.objects.filter(own | ~tied)


def reward_shares_visible_to(actor: Actor) -> QuerySet[RewardShare]:
    """The shares of the plans the actor reads."""
    return RewardShare.objects.filter(plan__in=reward_plans_visible_to(actor))
