"""Roads in the admin: read only; they are changed on the docking's page."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading, ReadingInline
from matchmaking.domain.road.queries import (
    road_changes_visible_to,
    road_steps_visible_to,
    road_transitions_visible_to,
    roads_visible_to,
)
from matchmaking.models import Road, RoadChange, RoadStep, RoadTransition


class StepInline(ReadingInline):
    model = RoadStep
    fields = [
        "position",
        "kind",
        "trl_before",
        "trl_after",
        "filled",
        "why",
        "starts_on",
        "ends_on",
        "months",
        "cost",
        "note",
    ]


class RoadHistory(HistoryInline):
    model = RoadTransition


@admin.register(Road)
class RoadAdmin(Reading):
    entry = staticmethod(roads_visible_to)
    list_display = ["docking", "state", "trl_from", "trl_to", "agreed_side", "version", "drafted"]
    list_filter = ["state", "drafted"]
    search_fields = ["docking__number"]
    date_hierarchy = "drafted"
    inlines = [StepInline, RoadHistory]
    actions = None


@admin.register(RoadStep)
class StepAdmin(Reading):
    """Steps across roads: where nobody takes a step, the province lacks somebody."""

    entry = staticmethod(road_steps_visible_to)
    list_display = ["road", "position", "kind", "trl_before", "trl_after", "filled", "starts_on", "cost"]
    list_filter = ["kind", "filled", "starts_on"]
    search_fields = ["road__docking__number"]
    list_select_related = ["road__docking"]
    actions = None


@admin.register(RoadChange)
class ChangeAdmin(Reading):
    entry = staticmethod(road_changes_visible_to)
    list_display = ["at", "road", "what", "kind", "by_label"]
    list_filter = ["what", "at"]
    search_fields = ["road__docking__number", "by_label"]
    list_select_related = ["road__docking"]
    date_hierarchy = "at"
    fields = ["at", "road", "what", "kind", "steps", "by_label"]
    actions = None


@admin.register(RoadTransition)
class RoadTransitionAdmin(HistoryAdmin):
    entry = staticmethod(road_transitions_visible_to)
    list_select_related = ["subject__docking"]
