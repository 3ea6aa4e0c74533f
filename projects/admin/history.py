"""Who did what with a listing, and which organization may read the details of which."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, Reading
from projects.models import DisclosureGrant, ListingTransition, NeedTarget


@admin.register(ListingTransition)
class ListingTransitionAdmin(HistoryAdmin):
    """Steps of all listings."""


@admin.register(DisclosureGrant)
class GrantAdmin(Reading):
    list_display = ["at", "listing", "organization", "level", "basis", "by_label"]
    list_filter = ["level", "at"]
    search_fields = ["listing__number", "listing__title", "organization__name", "basis"]
    list_select_related = ["listing", "organization"]
    date_hierarchy = "at"
    actions = None


@admin.register(NeedTarget)
class TargetAdmin(Reading):
    """Quantified targets across needs."""

    list_display = ["need", "indicator", "current_value", "target_value", "unit", "test_method"]
    search_fields = ["indicator", "need__title", "need__number"]
    list_select_related = ["need"]
    actions = None
