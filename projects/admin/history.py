"""Who did what with a listing, and which organization may read the details of which."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, Reading
from projects.domain.queries import (
    alerts_visible_to,
    grants_visible_to,
    listing_steps_visible_to,
    targets_visible_to,
)
from projects.domain.versions import versions_visible_to
from projects.models import DisclosureGrant, ListingTransition, ListingVersion, NeedTarget, ReadingAlert


@admin.register(ListingTransition)
class ListingTransitionAdmin(HistoryAdmin):
    """Steps of all listings but others' drafts."""

    entry = staticmethod(listing_steps_visible_to)


@admin.register(ListingVersion)
class VersionAdmin(Reading):
    """Which words were kept for a decision, and their checksums; the words are read where they were decided on."""

    entry = staticmethod(versions_visible_to)
    list_display = ["kept", "listing", "revision", "disclosure", "on_show", "card_sha256"]
    fields = ["listing", "revision", "disclosure", "on_show", "card_sha256", "details_sha256", "kept"]
    list_filter = ["disclosure", "kept"]
    search_fields = ["listing__number", "listing__title", "card_sha256"]
    list_select_related = ["listing"]
    date_hierarchy = "kept"
    actions = None


@admin.register(DisclosureGrant)
class GrantAdmin(Reading):
    entry = staticmethod(grants_visible_to)
    list_display = ["at", "listing", "organization", "level", "basis", "by_label"]
    list_filter = ["level", "at"]
    search_fields = ["listing__number", "listing__title", "organization__name", "basis"]
    list_select_related = ["listing", "organization"]
    date_hierarchy = "at"
    actions = None


@admin.register(NeedTarget)
class TargetAdmin(Reading):
    """Quantified targets across needs."""

    entry = staticmethod(targets_visible_to)
    list_display = ["need", "indicator", "current_value", "target_value", "unit", "test_method"]
    search_fields = ["indicator", "need__title", "need__number"]
    list_select_related = ["need"]
    actions = None


@admin.register(ReadingAlert)
class AlertAdmin(Reading):
    """People who read unusually many secrets on one day."""

    entry = staticmethod(alerts_visible_to)
    list_display = ["day", "reader", "count", "at"]
    list_filter = ["day"]
    list_select_related = ["reader"]
    date_hierarchy = "day"
    actions = None
