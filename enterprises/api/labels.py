"""/labels/, where administrators judge recognised statuses; /organizations/{id}/labels/, where owners claim them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import FILE_ANSWERS, uploaded
from config.api.history import TransitionSerializer
from config.api.pagination import Order, WholeList
from config.api.query import CodeField, PageQuery
from config.api.serializers import NoteSerializer, StrictSerializer, Text
from config.api.views import RowsViewSet, whole
from config.downloads import attachment
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.domain.labels import claim_label, confirm_label, refuse_label, revoke_label
from enterprises.domain.queries import label_evidence_visible_to, label_steps_visible_to, labels_visible_to
from enterprises.models import OrganizationLabel
from enterprises.states import LabelState


class LabelOnFileSerializer(serializers.ModelSerializer[OrganizationLabel]):
    """A label, whether it counts or not; codes are in vocabulary enterprise_label."""

    class Meta:
        model = OrganizationLabel
        fields = ["id", "code", "valid_from", "valid_to", "evidence", "state"]
        read_only_fields = fields


class HeldLabelSerializer(LabelOnFileSerializer):
    """A label and who holds it."""

    organization = OrganizationRefSerializer(read_only=True)

    class Meta(LabelOnFileSerializer.Meta):
        fields = ["id", "organization", *LabelOnFileSerializer.Meta.fields[1:]]
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


class LabelQuery(PageQuery):
    organization = serializers.UUIDField(required=False, help_text=_("主体的编号"))
    state = serializers.ChoiceField(LabelState.choices, required=False)
    code = CodeField("enterprise_label")


@extend_schema(tags=["labels"])
@extend_schema_view(
    list=extend_schema(
        summary=_("称号列表"),
        description=_("最近登记的在前。已核对的对所有人公开；待核对的见 state=claimed，管理员据此逐项核对。"),
    ),
    retrieve=extend_schema(summary=_("读取称号")),
)
class LabelViewSet(RowsViewSet):
    """Judging is for administrators without a tie to the organization, as in the admin."""

    serializer_class = HeldLabelSerializer
    lookup_value_converter = "int"
    open_actions = ("list", "retrieve")
    queries: ClassVar[dict[str, Any]] = {"list": LabelQuery}
    orderings: ClassVar[dict[str, Order]] = {"-id": Order("id", int, int)}

    def get_queryset(self) -> QuerySet[OrganizationLabel]:
        return labels_visible_to(self.actor).select_related("organization")

    def filtered(self, rows: QuerySet[OrganizationLabel]) -> QuerySet[OrganizationLabel]:
        names = self.query.keys() & {"organization", "state", "code"}
        return rows.filter(**{name: self.query[name] for name in names})

    @extend_schema(
        summary=_("核对无误（管理员）"),
        description=_("只有待核对的称号；此后在有效期内计入。与主体有利益关系的管理员不能核对。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(confirm_label(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("不通过核对（管理员）"),
        description=_("只有待核对的称号；须写明理由，主体会看到。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(refuse_label(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("取消称号（管理员）"),
        description=_("只有已核对的称号；立即不再计入，须写明理由，主体会看到。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(revoke_label(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("下载证明材料"),
        description=_("主体成员与没有利益关系的工作人员可以下载。"),
        responses=FILE_ANSWERS,
    )
    @action(detail=True)
    def document(self, request: Request, pk: Any = None) -> FileResponse:
        row = get_object_or_404(label_evidence_visible_to(self.actor), pk=pk)
        assert row.document is not None
        return attachment(row.document.content.open(), name=row.document.name, kind=row.document.kind)

    @extend_schema(
        summary=_("核对记录"),
        description=_("主体成员与没有利益关系的工作人员可以看到，其他人得到空的列表。"),
        responses=TransitionSerializer(many=True),
    )
    @action(detail=True, pagination_class=WholeList)
    def transitions(self, request: Request, pk: Any = None) -> Response:
        rows = label_steps_visible_to(self.actor).filter(subject=self.get_object())
        return whole(rows.order_by("id"), TransitionSerializer)
