"""Who said and did what: verdicts, grades, steps, contacts shown. Read only."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, Reading
from matchmaking.domain.queries import (
    docking_steps_visible_to,
    grades_visible_to,
    match_steps_visible_to,
    overrides_visible_to,
    releases_visible_to,
    verdicts_visible_to,
)
from matchmaking.models import (
    ConflictOverride,
    ContactRelease,
    DockingTransition,
    Grade,
    MatchTransition,
    Verdict,
)


@admin.register(MatchTransition)
class MatchTransitionAdmin(HistoryAdmin):
    entry = staticmethod(match_steps_visible_to)
    list_select_related = ["subject__wanted", "subject__offered"]


@admin.register(DockingTransition)
class DockingTransitionAdmin(HistoryAdmin):
    """Steps of all dockings."""

    entry = staticmethod(docking_steps_visible_to)


@admin.register(Verdict)
class VerdictAdmin(Reading):
    entry = staticmethod(verdicts_visible_to)
    list_display = ["at", "match", "side", "organization", "verdict", "reasons", "note", "stands"]
    list_filter = ["verdict", "side", "at"]
    search_fields = ["organization__name", "note", "match__wanted__title", "match__offered__title"]
    list_select_related = ["match__wanted", "match__offered", "organization"]
    date_hierarchy = "at"
    actions = None


@admin.register(Grade)
class GradeAdmin(Reading):
    entry = staticmethod(grades_visible_to)
    list_display = ["at", "wanted", "offered", "grader", "level", "stands", "by_label", "note"]
    list_filter = ["grader", "level", "stands", "at"]
    search_fields = ["wanted__title", "offered__title", "by_label", "note"]
    list_select_related = ["wanted", "offered"]
    date_hierarchy = "at"
    show_full_result_count = False
    actions = None


@admin.register(ContactRelease)
class ReleaseAdmin(Reading):
    entry = staticmethod(releases_visible_to)
    list_display = ["at", "docking", "contact", "organization", "basis"]
    list_filter = ["at"]
    search_fields = ["docking__number", "contact__name", "organization__name"]
    list_select_related = ["docking", "contact", "organization"]
    date_hierarchy = "at"
    actions = None


@admin.register(ConflictOverride)
class OverrideAdmin(Reading):
    entry = staticmethod(overrides_visible_to)
    list_display = ["at", "match", "person", "step", "basis", "note", "by_label"]
    list_filter = ["step", "at"]
    search_fields = ["person__name", "by_label", "note", "match__wanted__title", "match__offered__title"]
    list_select_related = ["match__wanted", "match__offered", "person"]
    date_hierarchy = "at"
    actions = None
