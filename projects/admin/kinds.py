"""One list per kind of listing, with the fields and filters of that kind."""

from django.contrib import admin

from config.kernel.admin.base import ReadingInline
from projects.admin.listing import ListingHistory, ListingReading
from projects.models import Achievement, Capability, Need, NeedTarget, PilotBase, Scenario


class TargetInline(ReadingInline):
    model = NeedTarget
    fields = ["indicator", "current_value", "target_value", "unit", "test_method"]


@admin.register(Need)
class NeedAdmin(ListingReading):
    list_filter = ["state", "need_type", "urgency", "budget_band", "disclosure", "published_at"]
    inlines = [TargetInline, ListingHistory]


@admin.register(Achievement)
class AchievementAdmin(ListingReading):
    list_filter = ["state", "stage", "form", "ownership", "disclosure", "published_at"]


@admin.register(PilotBase)
class PilotBaseAdmin(ListingReading):
    list_filter = ["state", "domain", "disclosure", "published_at"]


@admin.register(Scenario)
class ScenarioAdmin(ListingReading):
    list_filter = ["state", "list_kind", "aspect", "disclosure", "published_at"]


@admin.register(Capability)
class CapabilityAdmin(ListingReading):
    list_filter = ["state", "disclosure", "published_at"]
