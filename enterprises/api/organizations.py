"""/organizations/: who is on the platform; registering, editing and verifying one."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.history import TransitionSerializer
from config.api.pagination import Order, WholeList
from config.api.query import CodeField, PageQuery, SearchField, ordering_field
from config.api.serializers import NoteSerializer, NothingSerializer
from config.api.views import whole
from enterprises.api.labels import LabelActions
from enterprises.api.serializers import (
    OrganizationSerializer,
    OrganizationWriteSerializer,
    StandingProfileSerializer,
)
from enterprises.choices import OrganizationKind
from enterprises.domain import organization as verbs
from enterprises.domain.labels import with_label
from enterprises.domain.queries import contacts_visible_to, organizations_visible_to
from enterprises.domain.vocabulary import codes_below
from enterprises.fields import organization_fields
from enterprises.models import Organization
from enterprises.states import OrganizationState

ORDERINGS = {"name": Order("name", str), "-name": Order("name", str), "-created": Order("created")}


class OrganizationQuery(PageQuery):
    q = SearchField(help_text=_("名称或英文名称中的字词"))
    kind = serializers.ChoiceField(OrganizationKind.choices, required=False)
    state = serializers.ChoiceField(OrganizationState.choices, required=False)
    region = CodeField("region")
    industry = CodeField("industry")
    discipline = CodeField("discipline")
    lab_tier = CodeField("lab_tier")
    label = CodeField(  # type: ignore[assignment]  # a declared field is no class attribute
        "enterprise_label", help_text=_("持有此称号且今天有效")
    )
    parent = serializers.UUIDField(  # type: ignore[assignment]  # a declared field is no class attribute
        required=False, help_text=_("依托单位的编号")
    )
    ordering = ordering_field(ORDERINGS)


@extend_schema(tags=["organizations"])
@extend_schema_view(
    list=extend_schema(
        summary=_("主体列表"), description=_("已认证的主体对所有人公开；自己的主体始终可见。")
    ),
    retrieve=extend_schema(summary=_("读取主体")),
)
class OrganizationViewSet(LabelActions):
    serializer_class = OrganizationSerializer
    open_actions = ("list", "retrieve", "labels")
    queries: ClassVar[dict[str, Any]] = {"list": OrganizationQuery}
    orderings = ORDERINGS

    def get_queryset(self) -> QuerySet[Organization]:
        return organizations_visible_to(self.actor).select_related("parent").prefetch_related("labels")

    def filtered(self, rows: QuerySet[Organization]) -> QuerySet[Organization]:
        query = self.query
        for word in query.get("q", "").split()[:10]:
            rows = rows.filter(Q(name__icontains=word) | Q(name_en__icontains=word))
        for name in ("kind", "state", "lab_tier"):
            if name in query:
                rows = rows.filter(**{name: query[name]})
        if parent := query.get("parent"):  # one that is not shown is not asked for either
            rows = rows.filter(parent__in=organizations_visible_to(self.actor).filter(pk=parent))
        if label := query.get("label"):
            rows = with_label(rows, label, timezone.localdate())
        if region := query.get("region"):
            rows = rows.filter(region__in=codes_below("region", region))
        if industry := query.get("industry"):
            rows = rows.filter(industries__overlap=codes_below("industry", industry))
        if discipline := query.get("discipline"):
            rows = rows.filter(disciplines__overlap=codes_below("discipline", discipline))
        return rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        own = {row.pk: contacts_visible_to(self.actor).filter(organization=row)}
        shows_them = "contacts" in organization_fields(self.actor, row)
        return Response(self.shown([row], contacts=own if shows_them else {})[0])

    @extend_schema(
        summary=_("登记主体"),
        description=_("登记人成为主体负责人；须由登录用户操作。登记后填写完整并提交认证。"),
        request=OrganizationWriteSerializer,
        responses={201: OrganizationSerializer},
    )
    def create(self, request: Request) -> Response:
        row = verbs.register_organization(self.read_body(OrganizationWriteSerializer), by=self.actor)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(
        summary=_("修改主体"),
        description=_("由主体负责人修改；提交认证后，名称、类别、统一社会信用代码与依托单位不能自行修改。"),
        request=OrganizationWriteSerializer,
        responses=OrganizationSerializer,
    )
    def partial_update(self, request: Request, pk: Any = None) -> Response:
        row = self.get_object()
        written = StandingProfileSerializer if row.profile_stands else OrganizationWriteSerializer
        verbs.edit_organization(row, self.read_body(written, partial=True), by=self.actor)
        return self.answer(row)

    @extend_schema(summary=_("提交认证"), request=NothingSerializer, responses=OrganizationSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(verbs.submit_organization(self.get_object(), by=self.actor))

    @extend_schema(summary=_("通过认证（管理员）"), request=NoteSerializer, responses=OrganizationSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(verbs.verify_organization(self.get_object(), by=self.actor, note=note))

    @extend_schema(summary=_("不予认证（管理员）"), request=NoteSerializer, responses=OrganizationSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(verbs.refuse_organization(self.get_object(), by=self.actor, note=note))

    @extend_schema(summary=_("停用主体（管理员）"), request=NoteSerializer, responses=OrganizationSerializer)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(verbs.suspend_organization(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("认证记录"),
        description=_("主体成员与工作人员可见。"),
        responses=TransitionSerializer(many=True),
    )
    @action(detail=True, pagination_class=WholeList)
    def transitions(self, request: Request, pk: Any = None) -> Response:
        row = self.get_object()
        if "transitions" not in organization_fields(self.actor, row):
            raise NotFound()
        return whole(row.transitions.all(), TransitionSerializer)
