"""Slots, bookings, applications and allocations as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.history import TransitionSerializer
from config.api.permissions import actor_of
from config.api.serializers import StrictModelSerializer, StrictSerializer, Text, VisibleKeyField, WholeNumber
from projects.api.serializers import ListingRefSerializer
from projects.domain.bookings import MOST_RESULTS, RESULT_FIELDS
from projects.domain.mentions import mentioned
from projects.domain.outcomes import outcome_sentence
from projects.domain.queries import listings_visible_to, own_listings
from projects.domain.service_queries import achievements_to_enter, slots_visible_to
from projects.domain.slots import FIELDS as SLOT_FIELDS
from projects.models import (
    Allocation,
    AllocationLine,
    Application,
    Booking,
    BookingResult,
    Listing,
    PilotBase,
    Scenario,
    Slot,
)


class SlotSerializer(serializers.ModelSerializer[Slot]):
    """中试档期"""

    base = ListingRefSerializer(read_only=True)
    free = serializers.IntegerField(read_only=True, help_text=_("剩余名额"))

    class Meta:
        model = Slot
        fields = ["id", "base", *SLOT_FIELDS, "free", "state", "created"]
        read_only_fields = fields


@extend_schema_field(ListingRefSerializer)
class MentionField(serializers.Field[Any, Any, Any, Any]):
    """A party's listing as the other party may read it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, listing: Listing) -> Any:
        shown = mentioned(actor_of(self.context["request"]), listing)
        return ListingRefSerializer(shown, context=self.context).data


class BookedSlotSerializer(SlotSerializer):
    """The slot of a booking, also when its base is off show."""

    base = MentionField(help_text=_("中试基地"))  # type: ignore[assignment]


class SlotCreateSerializer(StrictModelSerializer):
    base = VisibleKeyField(lambda actor: own_listings(actor, PilotBase), help_text=_("中试基地的编号"))

    class Meta:
        model = Slot
        fields = ["base", *SLOT_FIELDS]


class ResultSerializer(serializers.ModelSerializer[BookingResult]):
    """One measured result."""

    class Meta:
        model = BookingResult
        fields = list(RESULT_FIELDS)


class BookingSerializer(serializers.ModelSerializer[Booking]):
    """中试预约"""

    slot = BookedSlotSerializer(read_only=True)
    achievement = MentionField(help_text=_("成果"))
    results = ResultSerializer(many=True, read_only=True)
    told = serializers.SerializerMethodField(help_text=_("名额分配对申请方的说明；没有时为空"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Booking
        fields = [
            "id",
            "number",
            "state",
            "slot",
            "achievement",
            "purpose",
            "trl_before",
            "trl_reached",
            "report",
            "results",
            "told",
            "requested",
            "history",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_told(self, row: Booking) -> list[str]:
        return told(self, row)


class BookingCreateSerializer(StrictSerializer):
    slot = VisibleKeyField(slots_visible_to, help_text=_("中试档期的编号"))
    achievement = VisibleKeyField(achievements_to_enter, help_text=_("自己主体已发布成果的编号"))
    purpose = Text(max_length=2000, help_text=_("要验证什么；对方会看到"))


class ResultWriteSerializer(StrictModelSerializer):
    class Meta:
        model = BookingResult
        fields = list(RESULT_FIELDS)


class ReportSerializer(StrictSerializer):
    """What a pilot run has measured."""

    results = ResultWriteSerializer(many=True, max_length=MOST_RESULTS)  # type: ignore[call-arg]
    trl_reached = WholeNumber(min_value=1, max_value=13, help_text=_("中试后达到的成熟度"))
    report = Text(required=False, allow_blank=True, default="", max_length=5000)


class RefusalSerializer(StrictSerializer):
    """A no, with what the applicant is told."""

    note = Text(max_length=2000, help_text=_("理由，申请方会看到"))


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """场景申请"""

    scenario = MentionField(help_text=_("应用场景"))
    achievement = MentionField(help_text=_("成果"))
    told = serializers.SerializerMethodField(help_text=_("名额分配对申请方的说明；没有时为空"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Application
        fields = ["id", "number", "state", "scenario", "achievement", "plan", "told", "submitted", "history"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_told(self, row: Application) -> list[str]:
        return told(self, row)


class ApplicationCreateSerializer(StrictSerializer):
    scenario = VisibleKeyField(
        lambda actor: listings_visible_to(actor, Scenario), help_text=_("应用场景的编号")
    )
    achievement = VisibleKeyField(achievements_to_enter, help_text=_("自己主体已发布成果的编号"))
    plan = Text(max_length=2000, help_text=_("验证方案；对方会看到"))


class AllocationSerializer(serializers.ModelSerializer[Allocation]):
    """名额分配"""

    listings = serializers.SerializerMethodField(help_text=_("场景或中试基地，只列调用者可见的"))
    published = serializers.JSONField(
        read_only=True, help_text=_("公开的输入与结果：./run allocate FILE 可以重新计算")
    )
    told = serializers.SerializerMethodField(help_text=_("对调用者自己的申请的说明"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Allocation
        fields = [
            "id",
            "number",
            "state",
            "listings",
            "small_share",
            "away_share",
            "published",
            "told",
            "proposed",
            "history",
        ]
        read_only_fields = fields

    @extend_schema_field(ListingRefSerializer(many=True))
    def get_listings(self, row: Allocation) -> Any:
        rows = self.context["listings"].get(row.pk, [])
        return ListingRefSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_told(self, row: Allocation) -> list[str]:
        return [outcome_sentence(line) for line in self.context["lines"].get(row.pk, ())]


def told(serializer: serializers.BaseSerializer[Any], row: Application | Booking) -> list[str]:
    """What decided allocations say of it, to its owner and to staff without a tie; lines come with the context."""
    lines: dict[Any, list[AllocationLine]] = serializer.context["lines"]
    return [outcome_sentence(line) for line in lines.get(row.pk, ())]
