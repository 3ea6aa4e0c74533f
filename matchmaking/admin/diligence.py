"""Due diligence in the admin: read only, without dockings of parties one is tied to. The list itself is the vocabulary
diligence_item."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from matchmaking.domain.diligence.records import records_visible_to
from matchmaking.domain.diligence.ticks import ticks_visible_to
from matchmaking.models import DiligenceTick, PackRecord


@admin.register(DiligenceTick)
class TickAdmin(Reading):
    entry = staticmethod(ticks_visible_to)
    list_display = ["at", "docking", "item", "applies", "note", "by_label"]
    fields = ["at", "docking", "item", "applies", "note", "by_label"]
    list_filter = ["item", "applies", "at"]
    search_fields = ["docking__number", "note"]
    list_select_related = ["docking"]
    date_hierarchy = "at"
    actions = None


@admin.register(PackRecord)
class PackRecordAdmin(Reading):
    entry = staticmethod(records_visible_to)
    list_display = ["at", "docking", "audience", "language", "sha256", "by_label"]
    fields = ["at", "docking", "audience", "language", "sha256", "size", "by_label"]
    list_filter = ["audience", "at"]
    search_fields = ["docking__number", "sha256"]
    list_select_related = ["docking"]
    date_hierarchy = "at"
    actions = None
