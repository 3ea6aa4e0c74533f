"""Query parameters of the lists of listings, and what each narrows."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.pagination import Order
from config.api.query import CodeField, PageQuery, SearchField, ordering_field
from enterprises.actors import Actor
from enterprises.domain.vocabulary import codes_below
from projects.domain.facets import trl_between, with_code, within_region
from projects.domain.queries import search_listings
from projects.models import Listing
from projects.states import ListingState

# "published" sorts drafts by when they were made: they have not been published yet
ORDERINGS = {
    "-updated": Order("card_changed"),
    "updated": Order("card_changed"),
    "-published": Order("shown_at"),
    "published": Order("shown_at"),
}
SomeListing = TypeVar("SomeListing", bound=Listing)


class ListingQuery(PageQuery):
    q = SearchField()
    state = serializers.ChoiceField(ListingState.choices, required=False)
    industry = CodeField("industry", help_text=_("行业代码，含其下级"))
    region = CodeField("region", help_text=_("地区代码，含其下级"))
    owner = serializers.UUIDField(required=False, help_text=_("发布主体的编号"))
    external_id = serializers.CharField(
        required=False, max_length=100, help_text=_("来源编号；只在自己的信息中查找")
    )
    updated_since = serializers.DateTimeField(
        required=False, help_text=_("此时刻及以后有变化的信息，例如 2026-11-01T00:00:00+08:00")
    )
    ordering = ordering_field(ORDERINGS)


class NeedQuery(ListingQuery):
    need_type = CodeField("need_type")
    effects = CodeField("effect")
    urgency = CodeField("urgency")
    budget_band = CodeField("budget_band")
    trl_max = serializers.IntegerField(
        required=False, min_value=1, max_value=13, help_text=_("期望成熟度不高于")
    )


class AchievementQuery(ListingQuery):
    form = CodeField("achievement_form")
    stage = CodeField("achievement_stage")
    ownership = CodeField("ownership")
    trl_min = serializers.IntegerField(required=False, min_value=1, max_value=13, help_text=_("成熟度不低于"))


class PilotBaseQuery(ListingQuery):
    base_kind = CodeField("pilot_kind")
    services = CodeField("pilot_service")
    domain = CodeField("pilot_domain")


class ScenarioQuery(ListingQuery):
    list_kind = CodeField("scenario_list")
    aspect = CodeField("scenario_aspect")
    size = CodeField("scenario_size")


class CapabilityQuery(ListingQuery):
    work_kinds = CodeField("capability_kind")
    trl_min = serializers.IntegerField(required=False, min_value=1, max_value=13, help_text=_("成熟度不低于"))


_COMMON = frozenset(ListingQuery().fields) | {"trl_min", "trl_max"}


def narrowed(
    listings: QuerySet[SomeListing], query: Mapping[str, Any], *, kind: str, actor: Actor
) -> QuerySet[SomeListing]:
    """`listings` (visible to the actor) that fit the checked query."""
    listings = cast("QuerySet[SomeListing]", listings.annotate(shown_at=Coalesce("published_at", "created")))
    if text := query.get("q"):
        listings = search_listings(listings, text)
    for name, lookup in (("state", "state"), ("owner", "owner"), ("updated_since", "card_changed__gte")):
        if name in query:
            listings = listings.filter(**{lookup: query[name]})
    if "external_id" in query:  # others' source numbers are not shown, so they are not searched either
        listings = listings.filter(external_id=query["external_id"], owner__in=actor.organization_ids)
    if industry := query.get("industry"):
        listings = listings.filter(industries__overlap=codes_below("industry", industry))
    if region := query.get("region"):
        listings = listings.filter(within_region(region))
    if "trl_min" in query or "trl_max" in query:
        listings = listings.filter(trl_between(kind, query.get("trl_min"), query.get("trl_max")))
    for name in query.keys() - _COMMON:
        listings = listings.filter(with_code(listings.model, name, query[name]))
    return listings
