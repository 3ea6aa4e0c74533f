"""Dockings in the admin: read, and given a responsible manager; the steps are taken on the docking's own page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import HistoryInline, Reading, ReadingInline
from config.kernel.admin.verbs import verb_action
from matchmaking.domain.docking import assign_manager
from matchmaking.domain.queries import dockings_visible_to
from matchmaking.forms import ManagerForm
from matchmaking.models import ContactRelease, Docking, DockingTransition
from matchmaking.rules import is_conflicted
from matchmaking.states import ENDED


class DockingHistory(HistoryInline):
    model = DockingTransition


class ReleaseInline(ReadingInline):
    model = ContactRelease
    fields = ["contact", "organization", "basis", "at"]


class Overdue(admin.SimpleListFilter):
    """Those going on whose next step is past its date."""

    title = _("期限")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("已超期"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "yes":
            return queryset
        return queryset.exclude(state__in=ENDED).filter(next_deadline__lt=timezone.localdate())


@admin.register(Docking)
class DockingAdmin(Reading):
    list_display = ["number", "match", "state", "manager", "next_step", "next_deadline"]
    list_filter = ["state", Overdue, ("manager", admin.RelatedOnlyFieldListFilter), "opened"]
    search_fields = [
        "number",
        "match__wanted__title",
        "match__offered__title",
        "match__wanted__owner__name",
        "match__offered__owner__name",
    ]
    date_hierarchy = "opened"
    inlines = [ReleaseInline, DockingHistory]
    actions = [
        verb_action(
            assign_manager,
            name="assign_manager",
            label=_("指定责任技术经理人"),
            consequence=_("所选对接由该技术经理人负责推进。"),
            question=ManagerForm,
        )
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return dockings_visible_to(request.actor)  # type: ignore[attr-defined]

    def get_inlines(self, request: HttpRequest, obj: Docking | None) -> Any:
        """Who is tied to a party does not read whom to call there."""
        inlines = super().get_inlines(request, obj)
        if obj is None or not is_conflicted(request.actor, obj.match):  # type: ignore[attr-defined]
            return inlines
        return [inline for inline in inlines if inline is not ReleaseInline]

    def view_on_site(self, obj: Docking) -> str:
        return reverse("matchmaking:docking", args=[obj.pk])
