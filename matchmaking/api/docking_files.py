"""/dockings/{id}/files/: what one side of a docking gives the other to read."""

from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import FILE_ANSWERS, uploaded
from config.api.serializers import StrictSerializer, Text
from config.api.views import whole
from config.downloads import attachment
from matchmaking.api.work import MOST_ROWS, WorkViewSet
from matchmaking.choices import FileKind
from matchmaking.domain.files import attach_file, files_visible_to
from matchmaking.models import DockingFile


class DockingFileSerializer(serializers.ModelSerializer[DockingFile]):
    """A file; it is read at `/dockings/{id}/files/{document}/`."""

    owner = serializers.UUIDField(source="document.owner_id", read_only=True, help_text=_("所属主体"))
    name = serializers.CharField(source="document.name", read_only=True)
    size = serializers.IntegerField(source="document.size", read_only=True, help_text=_("字节"))
    sha256 = serializers.CharField(source="document.sha256", read_only=True)

    class Meta:
        model = DockingFile
        fields = ["id", "kind", "document", "owner", "name", "size", "sha256", "note", "by_label", "at"]
        read_only_fields = fields


class DockingFileUploadSerializer(StrictSerializer):
    """A file and what it is."""

    kind = serializers.ChoiceField(FileKind.choices)
    file = serializers.FileField(allow_empty_file=True, help_text=_("PDF、docx、xlsx、PNG 或 JPEG"))
    note = Text(required=False, allow_blank=True, default="", max_length=200, help_text=_("说明"))


class DockingFileViewSet(WorkViewSet):
    """Files."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="docking_files_list",
        tags=["dockings"],
        summary=_("对接的文件"),
        description=_("最近的在前。"),
        responses=DockingFileSerializer(many=True),
    )
    def list(self, request: Request, pk: UUID) -> Response:
        rows = files_visible_to(self.actor).filter(docking=self.docking(pk))
        return whole(rows[:MOST_ROWS], DockingFileSerializer)

    @extend_schema(
        operation_id="docking_files_create",
        tags=["dockings"],
        summary=_("上传文件"),
        description=_("multipart/form-data；只有双方的编辑人员可以上传，双方与工作人员可以下载。"),
        request={"multipart/form-data": DockingFileUploadSerializer},
        responses={201: DockingFileSerializer},
    )
    def create(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        uploaded(request)
        row = attach_file(docking, by=self.actor, **self.read_body(DockingFileUploadSerializer))
        return Response(DockingFileSerializer(row).data, status=201)

    @extend_schema(
        operation_id="docking_files_read",
        tags=["dockings"],
        summary=_("下载文件"),
        responses=FILE_ANSWERS,
    )
    def document(self, request: Request, pk: UUID, document: UUID) -> FileResponse:
        row = get_object_or_404(files_visible_to(self.actor), docking=pk, document=document)
        return attachment(row.document.content.open(), name=row.document.name, kind=row.document.kind)
