"""All listings in one list: the administrator's review queue of what was submitted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import HistoryInline, Reading
from config.kernel.admin.verbs import NoteQuestion, ReasonQuestion, barred_unless, verb_action
from enterprises.domain.vocabulary import term_label
from projects.domain.disclosure import sight_of
from projects.domain.publication import publish_listing, send_back_listing
from projects.domain.queries import listings_visible_to
from projects.models import Listing, ListingTransition
from projects.rules import can_review_listing
from projects.states import LISTING_MOVES, ListingState


class ListingHistory(HistoryInline):
    model = ListingTransition


class ListingReading(Reading):
    """What the lists of all kinds share. Others' drafts are not shown: nobody has submitted them."""

    list_display = [
        "number",
        "title",
        "owner",
        "state",
        "disclosure",
        "region_name",
        "published_on",
    ]
    list_display_links = ["number", "title"]
    list_filter = ["state", "disclosure", "published_at", "region"]
    search_fields = ["number", "title", "search_text", "owner__name"]
    list_select_related = ["owner"]
    date_hierarchy = "published_at"
    show_full_result_count = False
    inlines = [ListingHistory]
    actions = [
        verb_action(
            publish_listing,
            name="publish",
            label=_("发布所选供需信息"),
            consequence=_("所选信息对外显示并进入匹配；没有填写有效期的，有效期为一年。"),
            question=NoteQuestion,
            obstacle=barred_unless(LISTING_MOVES, ListingState.PUBLISHED, can_review_listing),
        ),
        verb_action(
            send_back_listing,
            name="send_back",
            label=_("退回所选供需信息"),
            consequence=_("所选信息退回发布方修改，不再对外显示；尚未决定的匹配随之失效。"),
            question=ReasonQuestion,
            obstacle=barred_unless(LISTING_MOVES, ListingState.SENT_BACK, can_review_listing),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return listings_visible_to(request.actor, self.model)  # type: ignore[attr-defined]

    def get_fields(self, request: HttpRequest, obj: Listing | None = None) -> Any:
        """Those the reader sees of this listing, as everywhere else."""
        fields: list[Any] = list(super().get_fields(request, obj))
        return fields if obj is None else sight_of(request.actor, obj).of(fields)  # type: ignore[attr-defined]

    @admin.display(description=_("所在地"), ordering="region")
    def region_name(self, listing: Listing) -> str:
        return term_label("region", listing.region)

    @admin.display(description=_("发布日期"), ordering="published_at")
    def published_on(self, listing: Listing) -> str:
        return date_format(localtime(listing.published_at), "Y-m-d") if listing.published_at else ""

    def view_on_site(self, obj: Listing) -> str:
        """The listing's page, where its matches stand."""
        return reverse("projects:detail", args=[obj.pk])


@admin.register(Listing)
class ListingAdmin(ListingReading):
    list_display = [
        "number",
        "kind",
        "title_of_kind",
        "owner",
        "state",
        "disclosure",
        "published_on",
    ]
    list_display_links = ["number"]
    list_filter = ["state", "kind", "disclosure", "published_at"]

    @admin.display(description=_("标题"), ordering="title")
    def title_of_kind(self, listing: Listing) -> str:
        """Leads to the page of the listing's kind, which has all its fields."""
        url = reverse(f"admin:projects_{listing.kind.replace('_', '')}_change", args=[listing.pk])
        return format_html('<a href="{}">{}</a>', url, listing.title)
