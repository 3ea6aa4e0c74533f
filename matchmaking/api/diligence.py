"""/dockings/{id}/diligence/ and …/diligence-pack/: what was ticked, and the evidence pack as one PDF."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import PDF
from config.api.serializers import NothingSerializer, StrictSerializer, Text
from config.downloads import attachment
from enterprises.choices import DocumentKind
from matchmaking.api.work import WorkViewSet
from matchmaking.domain.diligence.pack import draw_pack
from matchmaking.domain.diligence.records import keep_pack, records_visible_to
from matchmaking.domain.diligence.ticks import items_of, tick_item
from matchmaking.models import Docking, PackRecord


class PackRecordSerializer(serializers.ModelSerializer[PackRecord]):
    """A pack whose checksum was kept."""

    class Meta:
        model = PackRecord
        fields = ["audience", "language", "sha256", "size", "by_label", "at"]
        read_only_fields = fields


class ItemSerializer(serializers.Serializer[Any]):
    """An item of the list and the last word on it."""

    item = serializers.CharField(source="term.code", help_text=gettext_lazy("词表 diligence_item 的代码"))
    group = serializers.CharField(source="term.parent", help_text=gettext_lazy("所属类别的代码"))
    applies = serializers.BooleanField(source="tick.applies", allow_null=True, default=None)
    note = serializers.CharField(source="tick.note", default="")
    by = serializers.CharField(source="tick.by_label", default="")
    at = serializers.DateTimeField(source="tick.at", allow_null=True, default=None)


class DiligenceSerializer(serializers.Serializer[Any]):
    """The list of a docking, and its packs on record."""

    items = ItemSerializer(many=True)
    records = PackRecordSerializer(many=True)


class TickSerializer(StrictSerializer):
    """Whether an item applies."""

    item = Text(max_length=30, help_text=gettext_lazy("词表 diligence_item 的代码"))
    applies = serializers.BooleanField()
    note = Text(required=False, allow_blank=True, default="", max_length=300, help_text=gettext_lazy("说明"))


class DiligenceViewSet(WorkViewSet):
    """The list."""

    @extend_schema(
        operation_id="docking_diligence_read",
        tags=["dockings"],
        summary=gettext_lazy("尽职清单"),
        responses=DiligenceSerializer,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(self.docking(pk))

    @extend_schema(
        operation_id="docking_diligence_tick",
        tags=["dockings"],
        summary=gettext_lazy("勾选尽职清单"),
        description=gettext_lazy("最后一次勾选有效，以前的留在记录中。"),
        request=TickSerializer,
        responses=DiligenceSerializer,
    )
    def tick(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        tick_item(docking, by=self.actor, **self.read_body(TickSerializer))
        return self._shown(docking)

    def _shown(self, docking: Docking) -> Response:
        items = [each for _term, group in items_of(docking, self.actor).values() for each in group]
        records = records_visible_to(self.actor).filter(docking=docking)
        return Response(DiligenceSerializer({"items": items, "records": records}).data)


class PackViewSet(WorkViewSet):
    """The pack."""

    @extend_schema(
        operation_id="docking_diligence_pack",
        tags=["dockings"],
        summary=gettext_lazy("下载尽职免责证据包"),
        description=gettext_lazy("PDF；只含调用者可以看到的内容，记录不变时逐字节相同。"),
        responses={(200, PDF): OpenApiTypes.BINARY},
    )
    def pack(self, request: Request, pk: UUID) -> FileResponse:
        docking = self.docking(pk)
        name = _("尽职免责证据包 %(number)s.pdf") % {"number": docking.number}
        return attachment(BytesIO(draw_pack(docking, self.actor)), name=name, kind=DocumentKind.PDF)

    @extend_schema(
        operation_id="docking_diligence_keep",
        tags=["dockings"],
        summary=gettext_lazy("将证据包的校验值存证"),
        request=NothingSerializer,
        responses={(201, "application/json"): PackRecordSerializer},
    )
    def keep(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        self.read_body(NothingSerializer)
        record = keep_pack(docking, by=self.actor)
        return Response(PackRecordSerializer(record).data, status=201)
