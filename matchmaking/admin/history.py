"""Who said and did what: verdicts, steps, contacts shown. Read only."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, Reading
from matchmaking.models import ContactRelease, DockingTransition, MatchTransition, Verdict


@admin.register(MatchTransition)
class MatchTransitionAdmin(HistoryAdmin):
    list_select_related = ["subject__wanted", "subject__offered"]


@admin.register(DockingTransition)
class DockingTransitionAdmin(HistoryAdmin):
    """Steps of all dockings."""


@admin.register(Verdict)
class VerdictAdmin(Reading):
    list_display = ["at", "match", "side", "organization", "verdict", "reasons", "note"]
    list_filter = ["verdict", "side", "at"]
    search_fields = ["organization__name", "note", "match__wanted__title", "match__offered__title"]
    list_select_related = ["match__wanted", "match__offered", "organization"]
    date_hierarchy = "at"
    actions = None


@admin.register(ContactRelease)
class ReleaseAdmin(Reading):
    list_display = ["at", "docking", "contact", "organization", "basis"]
    list_filter = ["at"]
    search_fields = ["docking__number", "contact__name", "organization__name"]
    list_select_related = ["docking", "contact", "organization"]
    date_hierarchy = "at"
    actions = None
