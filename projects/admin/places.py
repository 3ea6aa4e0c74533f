"""Slots, bookings, applications and allocations in the admin: read here; they move by verbs on their own pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading, ReadingInline
from config.kernel.admin.verbs import ReasonQuestion, verb_action
from projects.domain.allocations import approve_allocation, reject_allocation
from projects.domain.service_queries import (
    allocation_steps_visible_to,
    allocations_visible_to,
    application_steps_visible_to,
    applications_visible_to,
    booking_results_visible_to,
    booking_steps_visible_to,
    bookings_visible_to,
    lines_visible_to,
    slot_steps_visible_to,
    slots_visible_to,
)
from projects.models import (
    Allocation,
    AllocationLine,
    AllocationTransition,
    Application,
    ApplicationTransition,
    Booking,
    BookingResult,
    BookingTransition,
    Slot,
    SlotTransition,
)


class SlotHistory(HistoryInline):
    model = SlotTransition


class BookingHistory(HistoryInline):
    model = BookingTransition


class ApplicationHistory(HistoryInline):
    model = ApplicationTransition


class AllocationHistory(HistoryInline):
    model = AllocationTransition


class ResultInline(ReadingInline):
    model = BookingResult
    fields = ["indicator", "before", "after", "unit"]


@admin.register(Slot)
class SlotAdmin(Reading):
    entry = staticmethod(slots_visible_to)
    list_display = ["base", "service", "starts_on", "ends_on", "places", "taken", "price", "state"]
    list_filter = ["state", "service", "starts_on"]
    search_fields = ["base__title", "base__number", "base__owner__name"]
    date_hierarchy = "starts_on"
    inlines = [SlotHistory]
    actions = None


@admin.register(Booking)
class BookingAdmin(Reading):
    entry = staticmethod(bookings_visible_to)
    list_display = ["number", "slot", "achievement", "state", "trl_before", "trl_reached", "requested"]
    list_filter = ["state", "requested"]
    search_fields = ["number", "achievement__title", "slot__base__title"]
    list_select_related = ["slot", "achievement"]
    date_hierarchy = "requested"
    inlines = [ResultInline, BookingHistory]
    actions = None


@admin.register(BookingResult)
class ResultAdmin(Reading):
    """Measured results across bookings."""

    entry = staticmethod(booking_results_visible_to)
    list_display = ["booking", "indicator", "before", "after", "unit"]
    search_fields = ["indicator", "booking__number"]
    list_select_related = ["booking"]
    actions = None


@admin.register(Application)
class ApplicationAdmin(Reading):
    entry = staticmethod(applications_visible_to)
    list_display = ["number", "scenario", "achievement", "state", "submitted"]
    list_filter = ["state", "submitted"]
    search_fields = ["number", "achievement__title", "scenario__title"]
    date_hierarchy = "submitted"
    inlines = [ApplicationHistory]
    actions = None


@admin.register(Allocation)
class AllocationAdmin(Reading):
    """Proposals are decided here too; the verb refuses who is tied to a party."""

    entry = staticmethod(allocations_visible_to)
    list_display = ["number", "state", "small_share", "away_share", "by_label", "proposed"]
    list_filter = ["state", "proposed"]
    search_fields = ["number"]
    date_hierarchy = "proposed"
    inlines = [AllocationHistory]
    actions = [
        verb_action(
            approve_allocation,
            name="approve_allocation",
            label=_("批准分配方案"),
            consequence=_("入选者随即取得名额，每个申请方都会看到原因。"),
        ),
        verb_action(
            reject_allocation,
            name="reject_allocation",
            label=_("驳回分配方案"),
            consequence=_("所有申请保持原状。"),
            question=ReasonQuestion,
        ),
    ]


@admin.register(AllocationLine)
class LineAdmin(Reading):
    """What allocations say of single applications."""

    entry = staticmethod(lines_visible_to)
    list_display = ["allocation", "owner", "application", "booking", "points", "reason", "needed", "ticket"]
    list_filter = ["reason"]
    search_fields = ["allocation__number", "owner__name"]
    list_select_related = ["allocation", "owner", "application", "booking"]
    actions = None


@admin.register(SlotTransition)
class SlotTransitionAdmin(HistoryAdmin):
    entry = staticmethod(slot_steps_visible_to)


@admin.register(BookingTransition)
class BookingTransitionAdmin(HistoryAdmin):
    entry = staticmethod(booking_steps_visible_to)


@admin.register(ApplicationTransition)
class ApplicationTransitionAdmin(HistoryAdmin):
    entry = staticmethod(application_steps_visible_to)


@admin.register(AllocationTransition)
class AllocationTransitionAdmin(HistoryAdmin):
    entry = staticmethod(allocation_steps_visible_to)
