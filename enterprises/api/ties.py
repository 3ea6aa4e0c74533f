"""/ties/: the caller's own declared ties to organizations."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import PageQuery
from config.api.serializers import NothingSerializer, StrictSerializer, Text, VisibleKeyField
from config.api.views import RowsViewSet
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.choices import TieKind
from enterprises.domain.queries import organizations_visible_to, ties_visible_to
from enterprises.domain.ties import declare_tie, withdraw_tie
from enterprises.models import DeclaredTie


class TieSerializer(serializers.ModelSerializer[DeclaredTie]):
    """A declared tie; taken back, it stays as a record."""

    organization = OrganizationRefSerializer(read_only=True)

    class Meta:
        model = DeclaredTie
        fields = ["id", "organization", "kind", "since", "until", "note", "declared", "withdrawn"]
        read_only_fields = fields


class TieDeclareSerializer(StrictSerializer):
    """What ties the caller to an organization."""

    organization = VisibleKeyField(organizations_visible_to, help_text=_("主体的编号"))
    kind = serializers.ChoiceField(TieKind.choices)
    since = serializers.DateField(required=False, allow_null=True, help_text=_("默认今天"))
    until = serializers.DateField(required=False, allow_null=True, help_text=_("仍然存在的关系不填"))
    note = Text(required=False, allow_blank=True, default="", max_length=500)


@extend_schema(tags=["ties"])
@extend_schema_view(
    list=extend_schema(
        summary=_("我的利益关系"),
        description=_("本人申报的利益关系。有关系的管理员与技术经理人看不到相关匹配的匹配度，也不能作决定。"),
    ),
    retrieve=extend_schema(summary=_("读取一项申报")),
)
class TieViewSet(RowsViewSet):
    serializer_class = TieSerializer
    queries: ClassVar[dict[str, Any]] = {"list": PageQuery}
    orderings: ClassVar[dict[str, Order]] = {"-declared": Order("declared")}

    def get_queryset(self) -> QuerySet[DeclaredTie]:
        return ties_visible_to(self.actor)

    @extend_schema(summary=_("申报利益关系"), request=TieDeclareSerializer, responses={201: TieSerializer})
    def create(self, request: Request) -> Response:
        return self.answer(declare_tie(**self.read_body(TieDeclareSerializer), by=self.actor), status=201)

    @extend_schema(
        summary=_("撤回申报"),
        description=_("不再计入回避；记录仍然保留。"),
        request=NothingSerializer,
        responses=TieSerializer,
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(withdraw_tie(self.get_object(), by=self.actor))
