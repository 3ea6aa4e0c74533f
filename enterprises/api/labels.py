"""/organizations/{id}/labels/: recognised statuses, and claiming one with its evidence."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import uploaded
from config.api.pagination import WholeList
from config.api.serializers import StrictSerializer, Text
from config.api.views import RowsViewSet, whole
from enterprises.domain.labels import claim_label
from enterprises.domain.queries import labels_visible_to
from enterprises.models import OrganizationLabel


class LabelOnFileSerializer(serializers.ModelSerializer[OrganizationLabel]):
    """A label, whether it counts or not; codes are in vocabulary enterprise_label."""

    class Meta:
        model = OrganizationLabel
        fields = ["id", "code", "valid_from", "valid_to", "evidence", "state"]
        read_only_fields = fields


class LabelClaimSerializer(StrictSerializer):
    """A label as its certificate has it, and the certificate."""

    code = Text(max_length=30, help_text=_("词表 enterprise_label 的代码"))
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField()
    evidence = Text(required=False, allow_blank=True, default="", max_length=100, help_text=_("证书编号"))
    file = serializers.FileField(allow_empty_file=True, help_text=_("PDF、docx、xlsx、PNG 或 JPEG"))


class LabelActions(RowsViewSet):
    """The part of /organizations/ about labels."""

    @extend_schema(
        summary=_("主体的称号"),
        description=_("所有人看到已核对的称号；本主体的成员和没有利益关系的工作人员还看到待核对、未通过的。"),
        responses=LabelOnFileSerializer(many=True),
    )
    @action(detail=True, pagination_class=WholeList, parser_classes=[MultiPartParser])
    def labels(self, request: Request, pk: Any = None) -> Response:
        rows = labels_visible_to(self.actor).filter(organization=self.get_object())
        return whole(rows.order_by("-id"), LabelOnFileSerializer)

    @extend_schema(
        summary=_("登记称号"),
        description=_("multipart/form-data，由主体负责人提交；管理员核对后在有效期内计入。"),
        request={"multipart/form-data": LabelClaimSerializer},
        responses={201: LabelOnFileSerializer},
    )
    @labels.mapping.post
    def claim_label(self, request: Request, pk: Any = None) -> Response:
        organization = self.get_object()
        uploaded(request)
        values = self.read_body(LabelClaimSerializer)
        label = claim_label(organization, values, file=values.pop("file"), by=self.actor)
        return Response(LabelOnFileSerializer(label).data, status=201)
