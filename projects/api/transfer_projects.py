"""/transfer-projects/: signed contracts and what came of them. They open when a docking is signed."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.files import FILE_ANSWERS, FILE_RENDERERS, uploaded
from config.api.pagination import Order
from config.api.query import CodeField, PageQuery, ordering_field
from config.api.serializers import VisibleKeyField
from config.api.views import RowsViewSet
from config.downloads import attachment
from projects.api import project_bodies as bodies
from projects.api.project_parts import parts_of
from projects.api.project_serializers import ProjectDetailSerializer, TransferProjectSerializer
from projects.domain import evidence, follow_ups, funding, ledger
from projects.domain.project_queries import evidence_visible_to, transfer_projects_visible_to, with_sums
from projects.domain.publicity import start_publicity
from projects.domain.reward import adopt_reward_plan
from projects.domain.stages import enter_stage
from projects.domain.transfer_project import edit_contract
from projects.models import TransferProject
from projects.states import ProjectStage

ORDERINGS = {"-opened": Order("opened"), "opened": Order("opened")}


class ProjectQuery(PageQuery):
    state = serializers.ChoiceField(ProjectStage.choices, required=False)
    contract_type = CodeField("contract_type")
    tech_field = CodeField("tech_field")
    signed_from = serializers.DateField(required=False, help_text=gettext_lazy("签订日期不早于"))
    signed_to = serializers.DateField(required=False, help_text=gettext_lazy("签订日期不晚于"))
    ordering = ordering_field(ORDERINGS)


_LOOKUPS = {
    "state": "state",
    "contract_type": "contract_type",
    "tech_field": "tech_field",
    "signed_from": "signed_on__gte",
    "signed_to": "signed_on__lte",
}


def act(
    summary: Any, body: type[serializers.Serializer[Any]], path: str, description: Any = ""
) -> Callable[..., Any]:
    """A POST below a project that calls one verb and answers with the project."""

    def marked(view: Callable[..., Any]) -> Callable[..., Any]:
        schema = extend_schema(
            summary=summary, description=description, request=body, responses=ProjectDetailSerializer
        )
        return schema(action(detail=True, methods=["post"], url_path=path)(view))

    return marked


@extend_schema(tags=["transfer-projects"])
@extend_schema_view(
    list=extend_schema(
        summary=gettext_lazy("转化项目列表"),
        description=gettext_lazy("自己主体参与的项目；工作人员可见与自己没有利益关系的全部项目。"),
    ),
    retrieve=extend_schema(
        summary=gettext_lazy("读取转化项目"),
        description=gettext_lazy("含付款计划、到账、证明材料、成效、回访、资金来源与确认。"),
        responses=ProjectDetailSerializer,
    ),
    partial_update=extend_schema(
        summary=gettext_lazy("修改合同信息"),
        description=gettext_lazy("只写要改的字段。修改后双方须重新确认；价格或定价方式改变后须重新公示。"),
        request=bodies.ContractSerializer,
        responses=ProjectDetailSerializer,
    ),
)
class TransferProjectViewSet(RowsViewSet):
    serializer_class = TransferProjectSerializer
    queries: ClassVar[dict[str, Any]] = {"list": ProjectQuery}
    orderings = ORDERINGS

    def get_queryset(self) -> QuerySet[Any]:
        return with_sums(transfer_projects_visible_to(self.actor))

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return TransferProjectSerializer if self.action == "list" else ProjectDetailSerializer

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{_LOOKUPS[name]: self.query[name] for name in self.query.keys() & _LOOKUPS})

    def answer(self, row: Any, *, status: int = 200, **context: Any) -> Response:
        fresh = self.get_queryset().filter(pk=row.pk).get()
        return super().answer(row, status=status, parts=parts_of(fresh, self.actor), **context)

    def partial_update(self, request: Request, pk: Any = None) -> Response:
        row = self.get_object()
        return self.answer(
            edit_contract(row, self.read_body(bodies.ContractSerializer, partial=True), by=self.actor)
        )

    def _of_project(self, row: Any, name: str, project: TransferProject) -> Any:
        """A row beside this project; one of another project is refused like one that does not exist."""
        if row is not None and row.project_id != project.pk:
            text = VisibleKeyField.default_error_messages["does_not_exist"]
            raise ValidationError({name: [ErrorDetail(str(text), code="does_not_exist")]})
        return row

    @act(gettext_lazy("登记公示"), bodies.PublicitySerializer, "publicity")
    def publicity(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        return self.answer(
            start_publicity(project, **self.read_body(bodies.PublicitySerializer), by=self.actor)
        )

    @act(
        gettext_lazy("进入阶段"),
        bodies.StageSerializer,
        "stage",
        gettext_lazy(
            "技术突破、场景验证、产业应用、体系升级依次进入；还缺什么在 errors 中说明。退回须写明原因。"
        ),
    )
    def stage(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.StageSerializer)
        return self.answer(enter_stage(project, body["stage"], note=body["note"], by=self.actor))

    @extend_schema(
        summary=gettext_lazy("上传证明材料"),
        description=gettext_lazy("multipart/form-data；只有双方的编辑人员可以上传，双方与工作人员可以下载。"),
        request={"multipart/form-data": bodies.EvidenceUploadSerializer},
        responses={201: ProjectDetailSerializer},
    )
    @action(detail=True, methods=["post"], url_path="evidence", parser_classes=[MultiPartParser])
    def evidence(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        uploaded(request)
        evidence.attach_evidence(project, **self.read_body(bodies.EvidenceUploadSerializer), by=self.actor)
        return self.answer(project, status=201)

    @extend_schema(
        summary=gettext_lazy("下载证明材料"),
        responses=FILE_ANSWERS,
    )
    @action(
        detail=True,
        url_path="documents/<uuid:document>",
        url_name="document",
        renderer_classes=FILE_RENDERERS,
    )
    def document(self, request: Request, pk: Any = None, document: Any = None) -> FileResponse:
        row = get_object_or_404(evidence_visible_to(self.actor), project=pk, document=document)
        return attachment(row.document.content.open(), name=row.document.name, kind=row.document.kind)

    @act(gettext_lazy("增加付款计划"), bodies.PaymentWriteSerializer, "payments")
    def payments(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        ledger.plan_payment(project, **self.read_body(bodies.PaymentWriteSerializer), by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("取消付款计划"), bodies.CancelPaymentSerializer, "cancel-payment")
    def cancel_payment(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.CancelPaymentSerializer)
        ledger.cancel_payment(self._of_project(body["payment"], "payment", project), by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("记录到账"), bodies.ReceiptWriteSerializer, "receipts")
    def receipts(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.ReceiptWriteSerializer)
        for name in ("payment", "voucher"):
            self._of_project(body.get(name), name, project)
        ledger.record_receipt(project, **body, by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("作废到账"), bodies.VoidReceiptSerializer, "void-receipt")
    def void_receipt(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.VoidReceiptSerializer)
        receipt = self._of_project(body["receipt"], "receipt", project)
        ledger.void_receipt(receipt, reason=body["reason"], by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("记录成效"), bodies.EffectWriteSerializer, "effects")
    def effects(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        evidence.record_effect(project, **self.read_body(bodies.EffectWriteSerializer), by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("记录回访"), bodies.FollowUpWriteSerializer, "follow-ups")
    def follow_ups(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.FollowUpWriteSerializer)
        row = self._of_project(body.pop("follow_up"), "follow_up", project)
        follow_ups.record_follow_up(row, body, by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("增加资金来源"), bodies.FundingWriteSerializer, "funding")
    def funding(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        funding.add_funding(project, **self.read_body(bodies.FundingWriteSerializer), by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("删除资金来源"), bodies.RemoveFundingSerializer, "remove-funding")
    def remove_funding(self, request: Request, pk: Any = None) -> Response:
        project, body = self.get_object(), self.read_body(bodies.RemoveFundingSerializer)
        funding.remove_funding(self._of_project(body["funding"], "funding", project), by=self.actor)
        return self.answer(project)

    @act(
        gettext_lazy("制定分配方案"),
        bodies.RewardWriteSerializer,
        "reward-plan",
        gettext_lazy("仅供给方。国家设立的单位低于法定下限的方案会被拒绝，errors 写明条款。"),
    )
    def reward_plan(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        adopt_reward_plan(project, **self.read_body(bodies.RewardWriteSerializer), by=self.actor)
        return self.answer(project)

    @act(gettext_lazy("确认合同信息"), bodies.ConfirmSerializer, "confirm")
    def confirm(self, request: Request, pk: Any = None) -> Response:
        project = self.get_object()
        evidence.confirm_project(project, **self.read_body(bodies.ConfirmSerializer), by=self.actor)
        return self.answer(project)
