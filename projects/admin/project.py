"""Transfer projects in the admin, with everything beside them. Read only: the work is done on their own pages."""

from typing import Any, ClassVar

from django.contrib import admin
from django.urls import reverse

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading, ReadingInline
from projects.domain import project_queries as rows
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


class StageInline(HistoryInline):
    model = ProjectTransition


class PaymentInline(ReadingInline):
    model = Payment
    fields = ["due_on", "amount", "condition", "by_label"]


class ReceiptInline(ReadingInline):
    model = Receipt
    fields = ["received_on", "amount", "note", "by_label", "void_reason"]


@admin.register(TransferProject)
class TransferProjectAdmin(Reading):
    entry = staticmethod(rows.transfer_projects_visible_to)
    list_display = [
        "number",
        "title",
        "provider",
        "receiver",
        "state",
        "contract_type",
        "amount",
        "signed_on",
    ]
    list_filter = ["state", "contract_type", "tech_field", "place", "signed_on"]
    search_fields = ["number", "title", "provider__name", "receiver__name", "registration_number"]
    date_hierarchy = "signed_on"
    inlines = [PaymentInline, ReceiptInline, StageInline]
    actions = None

    def view_on_site(self, obj: TransferProject) -> str:
        return reverse("projects:project", args=[obj.pk])


class OfProject(Reading):
    """Rows beside a project."""

    list_select_related = ["project"]
    search_fields: ClassVar[Any] = ["project__number", "project__title"]
    list_filter: ClassVar[Any] = ["at"]
    date_hierarchy: ClassVar[Any] = "at"
    actions = None


@admin.register(Evidence)
class EvidenceAdmin(OfProject):
    entry = staticmethod(rows.evidence_visible_to)
    list_display = ["project", "kind", "document", "by_label", "at"]
    list_filter = ["kind", "at"]
    list_select_related = ["project", "document"]


@admin.register(Effect)
class EffectAdmin(OfProject):
    entry = staticmethod(rows.effects_visible_to)
    list_display = ["project", "indicator", "before", "after", "unit", "measured_on", "by_label"]


@admin.register(Payment)
class PaymentAdmin(OfProject):
    entry = staticmethod(rows.payments_visible_to)
    list_display = ["project", "due_on", "amount", "condition", "by_label"]
    list_filter = ["due_on"]


@admin.register(Receipt)
class ReceiptAdmin(OfProject):
    entry = staticmethod(rows.receipts_visible_to)
    list_display = ["project", "received_on", "amount", "note", "by_label", "voided_at", "void_reason"]
    list_filter = ["received_on"]


@admin.register(FollowUp)
class FollowUpAdmin(OfProject):
    entry = staticmethod(rows.follow_ups_visible_to)
    list_display = ["project", "months", "due_on", "done_on", "output_value", "profit", "tax", "jobs"]
    list_filter = ["due_on", "done_on"]


@admin.register(Confirmation)
class ConfirmationAdmin(OfProject):
    entry = staticmethod(rows.confirmations_visible_to)
    list_display = ["project", "side", "revision", "consents", "by_label", "at"]
    list_filter = ["side", "consents", "at"]


@admin.register(FundingSource)
class FundingAdmin(OfProject):
    entry = staticmethod(rows.funding_visible_to)
    list_display = ["project", "kind", "terms", "name", "year", "amount", "by_label"]
    list_filter = ["kind", "terms", "year"]


@admin.register(RewardPlan)
class RewardPlanAdmin(OfProject):
    entry = staticmethod(rows.reward_plans_visible_to)
    list_display = ["project", "basis", "rate", "total", "stands", "by_label", "at"]
    list_filter = ["basis", "stands", "at"]


@admin.register(RewardShare)
class RewardShareAdmin(Reading):
    entry = staticmethod(rows.reward_shares_visible_to)
    list_display = ["plan", "person", "contribution", "weight", "amount"]
    search_fields = ["plan__project__number", "person"]
    list_select_related = ["plan"]
    actions = None


@admin.register(ProjectChange)
class ProjectChangeAdmin(OfProject):
    entry = staticmethod(rows.project_changes_visible_to)
    list_display = ["at", "project", "what", "revision", "by_label"]


@admin.register(ProjectTransition)
class ProjectTransitionAdmin(HistoryAdmin):
    entry = staticmethod(rows.project_steps_visible_to)
