"""/slots/, /bookings/, /applications/, /allocations/: places that are booked, applied for and shared out."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import CodeField, PageQuery, ordering_field
from config.api.serializers import NoteSerializer, NothingSerializer
from config.api.views import RowsViewSet
from projects.api import places
from projects.domain import allocations, applications, bookings, slots
from projects.domain.service_queries import (
    allocations_visible_to,
    applications_visible_to,
    bookings_visible_to,
    lines_visible_to,
    listings_of_allocations,
    slots_visible_to,
)
from projects.models import Allocation, AllocationLine, Application, Booking, Slot
from projects.states import AllocationState, ApplicationState, BookingState, SlotState

_APPROVED = AllocationState.APPROVED  # what a proposal or a rejected one says is nobody's answer
_SLOT_ORDER = {name: Order("starts_on", dt.date.fromisoformat) for name in ("starts", "-starts")}
_BOOKING_ORDER = {"-requested": Order("requested"), "requested": Order("requested")}
_APPLICATION_ORDER = {"-submitted": Order("submitted"), "submitted": Order("submitted")}
_ALLOCATION_ORDER = {"-proposed": Order("proposed"), "proposed": Order("proposed")}


class SlotQuery(PageQuery):
    base = serializers.UUIDField(required=False, help_text=_("中试基地的编号"))
    service = CodeField("pilot_service")
    state = serializers.ChoiceField(SlotState.choices, required=False)
    ordering = ordering_field(_SLOT_ORDER)


class BookingQuery(PageQuery):
    slot = serializers.UUIDField(required=False, help_text=_("中试档期的编号"))
    achievement = serializers.UUIDField(required=False, help_text=_("成果的编号"))
    state = serializers.ChoiceField(BookingState.choices, required=False)
    ordering = ordering_field(_BOOKING_ORDER)


class ApplicationQuery(PageQuery):
    scenario = serializers.UUIDField(required=False, help_text=_("应用场景的编号"))
    achievement = serializers.UUIDField(required=False, help_text=_("成果的编号"))
    state = serializers.ChoiceField(ApplicationState.choices, required=False)
    ordering = ordering_field(_APPLICATION_ORDER)


class AllocationQuery(PageQuery):
    state = serializers.ChoiceField(AllocationState.choices, required=False)
    ordering = ordering_field(_ALLOCATION_ORDER)


class PlaceViewSet(RowsViewSet):
    """Lists narrowed by the query parameters that are columns."""

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        names = self.query.keys() - {"cursor", "page_size", "ordering"}
        return rows.filter(**{name: self.query[name] for name in names})

    def note(self) -> str:
        return str(self.read_body(NoteSerializer)["note"])

    def reason(self) -> str:
        return str(self.read_body(places.RefusalSerializer)["note"])


@extend_schema(tags=["slots"])
@extend_schema_view(
    list=extend_schema(summary=_("中试档期列表"), description=_("可见的中试基地的档期。")),
    retrieve=extend_schema(summary=_("读取中试档期")),
)
class SlotViewSet(PlaceViewSet):
    serializer_class = places.SlotSerializer
    open_actions = ("list", "retrieve")
    orderings = _SLOT_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": SlotQuery}

    def get_queryset(self) -> QuerySet[Slot]:
        return slots_visible_to(self.actor)

    @extend_schema(
        summary=_("开放中试档期"),
        description=_("由中试基地的编辑人员操作；服务须是该基地登记的五类中试服务之一。"),
        request=places.SlotCreateSerializer,
        responses={201: places.SlotSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(places.SlotCreateSerializer)
        return self.answer(slots.open_slot(values.pop("base"), values, by=self.actor), status=201)

    @extend_schema(summary=_("停止预约"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: Any = None) -> Response:
        return self.answer(slots.close_slot(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("重新开放预约"), request=NothingSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(slots.reopen_slot(self.get_object(), by=self.actor))


@extend_schema(tags=["bookings"])
@extend_schema_view(
    list=extend_schema(summary=_("中试预约列表"), description=_("自己的成果或自己的中试基地的预约。")),
    retrieve=extend_schema(summary=_("读取中试预约")),
)
class BookingViewSet(PlaceViewSet):
    serializer_class = places.BookingSerializer
    orderings = _BOOKING_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": BookingQuery}

    def get_queryset(self) -> QuerySet[Booking]:
        return bookings_visible_to(self.actor).prefetch_related("transitions", "results")

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        lines = lines_visible_to(self.actor).filter(booking__in=rows, allocation__state=_APPROVED)
        return super().shown(rows, lines=_by(lines, "booking_id"), **context)

    @extend_schema(
        summary=_("申请预约"),
        description=_("申请可以多于名额；由中试基地逐个确认，或由管理员统一分配。"),
        request=places.BookingCreateSerializer,
        responses={201: places.BookingSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(places.BookingCreateSerializer)
        slot, achievement = values.pop("slot"), values.pop("achievement")
        return self.answer(bookings.request_booking(slot, achievement, by=self.actor, **values), status=201)

    @extend_schema(
        summary=_("确认预约（中试基地）"),
        description=_("名额已满时答复 409；几人同时确认也不会超额。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        return self.answer(bookings.confirm_booking(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("不接受预约（中试基地）"), request=places.RefusalSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: Any = None) -> Response:
        return self.answer(bookings.refuse_booking(self.get_object(), by=self.actor, note=self.reason()))

    @extend_schema(summary=_("撤回预约（申请方）"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        return self.answer(bookings.withdraw_booking(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(
        summary=_("提交中试报告（中试基地）"),
        description=_("至少一项实测结果；预约随即完成。"),
        request=places.ReportSerializer,
    )
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: Any = None) -> Response:
        values = self.read_body(places.ReportSerializer)
        return self.answer(bookings.report_booking(self.get_object(), by=self.actor, **values))


@extend_schema(tags=["applications"])
@extend_schema_view(
    list=extend_schema(summary=_("场景申请列表"), description=_("自己的成果或自己的场景的申请。")),
    retrieve=extend_schema(summary=_("读取场景申请")),
)
class ApplicationViewSet(PlaceViewSet):
    serializer_class = places.ApplicationSerializer
    orderings = _APPLICATION_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": ApplicationQuery}

    def get_queryset(self) -> QuerySet[Application]:
        return applications_visible_to(self.actor).prefetch_related("transitions")

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        lines = lines_visible_to(self.actor).filter(application__in=rows, allocation__state=_APPROVED)
        return super().shown(rows, lines=_by(lines, "application_id"), **context)

    @extend_schema(
        summary=_("申请场景"),
        request=places.ApplicationCreateSerializer,
        responses={201: places.ApplicationSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(places.ApplicationCreateSerializer)
        scenario, achievement = values.pop("scenario"), values.pop("achievement")
        return self.answer(
            applications.apply_for_scenario(scenario, achievement, by=self.actor, **values), status=201
        )

    @extend_schema(
        summary=_("接受申请（场景开放方）"),
        description=_("申请多于名额时答复 409：须由管理员统一分配。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def select(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            applications.select_application(self.get_object(), by=self.actor, note=self.note())
        )

    @extend_schema(summary=_("不接受申请（场景开放方）"), request=places.RefusalSerializer)
    @action(detail=True, methods=["post"], url_path="turn-down")
    def turn_down(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            applications.turn_down_application(self.get_object(), by=self.actor, note=self.reason())
        )

    @extend_schema(summary=_("撤回申请（申请方）"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            applications.withdraw_application(self.get_object(), by=self.actor, note=self.note())
        )


@extend_schema(tags=["allocations"])
@extend_schema_view(
    list=extend_schema(
        summary=_("名额分配列表"),
        description=_("已作决定的分配对所有人公开；待批准的方案只有与各方无利益关系的管理员可见。"),
    ),
    retrieve=extend_schema(summary=_("读取名额分配")),
)
class AllocationViewSet(PlaceViewSet):
    serializer_class = places.AllocationSerializer
    open_actions = ("list", "retrieve")
    orderings = _ALLOCATION_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": AllocationQuery}

    def get_queryset(self) -> QuerySet[Allocation]:
        return allocations_visible_to(self.actor).prefetch_related("transitions")

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(
            rows,
            lines=_by(lines_visible_to(self.actor).filter(allocation__in=rows), "allocation_id"),
            listings=listings_of_allocations(self.actor, rows),
            **context,
        )

    @extend_schema(
        summary=_("批准分配方案（管理员）"),
        description=_("提出方案以后申请或名额有变化时答复 409，任何申请都不变。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: Any = None) -> Response:
        return self.answer(allocations.approve_allocation(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("驳回分配方案（管理员）"), request=places.RefusalSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            allocations.reject_allocation(self.get_object(), by=self.actor, note=self.reason())
        )


def _by(lines: Iterable[AllocationLine], column: str) -> dict[Any, list[AllocationLine]]:
    """The lines by what they are about; one query for a whole page."""
    found: dict[Any, list[AllocationLine]] = {}
    for line in lines:
        found.setdefault(getattr(line, column), []).append(line)
    return found
