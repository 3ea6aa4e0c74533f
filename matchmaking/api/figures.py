"""/figures/: what governments ask for in a year, for staff; as JSON and as a workbook."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import XLSX, XlsxRenderer
from config.api.query import Query
from config.api.views import ActorViewSet
from config.downloads import workbook
from matchmaking.domain.government import government_tables
from projects.domain.contract_figures import Table


class FiguresQuery(Query):
    year = serializers.IntegerField(
        required=False, min_value=2000, max_value=2100, help_text=_("年度，默认今年")
    )


class TableSerializer(serializers.Serializer[Table]):
    """One table; the first cell of a row is its name, the others are counts, or CNY as decimal strings, or null."""

    code = serializers.CharField()
    title = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField())
    rows = serializers.SerializerMethodField()

    def get_rows(self, table: Table) -> list[list[str | None]]:
        return [[None if cell is None else str(cell) for cell in row] for row in table.rows]


class FiguresSerializer(serializers.Serializer[Any]):
    """The tables of a year."""

    year = serializers.IntegerField()
    tables = TableSerializer(many=True)


class FiguresViewSet(ActorViewSet):
    """The figures of one year."""

    queries: ClassVar[dict[str, Any]] = {"figures": FiguresQuery, "figures_workbook": FiguresQuery}

    @property
    def year(self) -> int:
        return int(self.query.get("year") or timezone.localdate().year)

    @extend_schema(
        tags=["figures"],
        summary=_("统计报表（工作人员）"),
        description=_("技术合同按类型、领域、转化方式和落地地点，到账，资金带动，需求与对接，各环节用时。"),
        responses=FiguresSerializer,
    )
    def figures(self, request: Request) -> Response:
        tables = government_tables(self.year, by=self.actor)
        return Response(FiguresSerializer({"year": self.year, "tables": tables}).data)

    @extend_schema(
        tags=["figures"],
        summary=_("统计报表 Excel（工作人员）"),
        responses={(200, XLSX): OpenApiTypes.BINARY},
    )
    def figures_workbook(self, request: Request) -> HttpResponse:
        from matchmaking.domain.figures_workbook import workbook_of  # noqa: PLC0415  a quarter second of each start

        tables = government_tables(self.year, by=self.actor)
        return workbook(workbook_of(tables), name=f"figures-{self.year}.xlsx")


class FiguresWorkbookViewSet(FiguresViewSet):
    """The same for callers who accept a workbook only."""

    renderer_classes = [JSONRenderer, XlsxRenderer]
