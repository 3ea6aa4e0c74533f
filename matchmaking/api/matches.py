"""/matches/: proposed pairs with their reasons; what the sides say; what the administrator decides."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order, WholeList
from config.api.query import PageQuery, ordering_field
from config.api.serializers import NoteSerializer, NothingSerializer
from config.api.throttles import PreviewThrottle
from config.api.views import ActorViewSet, RowsViewSet, whole
from matchmaking.api.bodies import (
    ApproveSerializer,
    DeclineSerializer,
    MatchSendBackSerializer,
    RejectSerializer,
    ResubmitSerializer,
)
from matchmaking.api.grades import GradeBodySerializer
from matchmaking.api.overrides import OverrideAnswerSerializer, OverrideAskSerializer
from matchmaking.api.serializers import (
    DockingSerializer,
    MatchDetailSerializer,
    MatchSerializer,
    PreviewSerializer,
    PreviewTextSerializer,
)
from matchmaking.choices import Relation
from matchmaking.domain.cards import all_as_read_by
from matchmaking.domain.conflicts import ask_override, grant_override, judged_by, refuse_override
from matchmaking.domain.grade import grade_match
from matchmaking.domain.match import decline_match, express_interest, reconsider_match, resubmit_match
from matchmaking.domain.preview import preview_matches
from matchmaking.domain.probability import probabilities
from matchmaking.domain.queries import copies_of, grades_of, matches_visible_to
from matchmaking.domain.review import approve_match, reject_match, send_back_match
from matchmaking.models import Match
from matchmaking.states import MatchState

ORDERINGS = {"-score": Order("seen_score", float), "-created": Order("created"), "created": Order("created")}


class MatchQuery(PageQuery):
    wanted = serializers.UUIDField(
        required=False, help_text=_("想要的一方的编号：需求，或要找中试基地、场景的成果")
    )
    offered = serializers.UUIDField(required=False, help_text=_("供给的一方的编号：成果、中试基地或应用场景"))
    relation = serializers.ChoiceField(Relation.choices, required=False)
    state = serializers.ChoiceField(MatchState.choices, required=False)
    min_score = serializers.FloatField(required=False, min_value=0, max_value=1, help_text=_("匹配度不低于"))
    ordering = ordering_field(ORDERINGS)


@extend_schema(tags=["matches"])
@extend_schema_view(
    list=extend_schema(
        summary=_("匹配列表"),
        description=_(
            "自己主体参与的匹配，匹配度高的在前；管理员与技术经理人可见全部，与其有利益关系的除外。"
        ),
    ),
    retrieve=extend_schema(summary=_("读取匹配"), responses=MatchDetailSerializer),
)
class MatchViewSet(RowsViewSet):
    serializer_class = MatchSerializer
    queries: ClassVar[dict[str, Any]] = {"list": MatchQuery}
    orderings = ORDERINGS

    def get_queryset(self) -> QuerySet[Match]:
        rows = matches_visible_to(self.actor).select_related("docking").prefetch_related("verdicts")
        if self.action == "list":  # ordered and narrowed by score
            return judged_by(self.actor, rows)
        return rows.prefetch_related("transitions", "overrides__person")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return MatchSerializer if self.action == "list" else MatchDetailSerializer

    def filtered(self, rows: QuerySet[Match]) -> QuerySet[Match]:
        lookups = {name: name for name in ("wanted", "offered", "relation", "state")}
        lookups["min_score"] = "seen_score__gte"
        return rows.filter(**{lookups[name]: self.query[name] for name in self.query.keys() & lookups})

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        rows = all_as_read_by(self.actor, rows)
        return super().shown(
            rows,
            grades=grades_of(rows, self.actor),
            copies=copies_of(rows, self.actor),
            probabilities=probabilities(),
            **context,
        )

    @extend_schema(
        summary=_("表达意向"),
        description=_("双方都表达意向后，可互看意向级详细内容，并进入管理员审核。"),
        request=NoteSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def interest(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(express_interest(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("婉拒"),
        description=_("至少选择一个理由代码（词表 decline_reason），对方会看到。"),
        request=DeclineSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            decline_match(self.get_object(), by=self.actor, **self.read_body(DeclineSerializer))
        )

    @extend_schema(
        summary=_("重新考虑"),
        description=_("收回自己一方的婉拒。"),
        request=NothingSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def reconsider(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(reconsider_match(self.get_object(), by=self.actor))

    @extend_schema(
        summary=_("评级"),
        description=_(
            "这项成果与需求有多相关。由需求方的编辑人员，或者与双方无利益关联的管理员、技术经理人操作；再评一次就替换前一次。"
            "供给方看不到评级。"
        ),
        request=GradeBodySerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def grade(self, request: Request, pk: Any = None) -> Response:
        match = self.get_object()
        grade_match(match, by=self.actor, **self.read_body(GradeBodySerializer))
        return self.answer(match)

    @extend_schema(
        summary=_("批准（管理员）"),
        description=_("对接随即建立，双方取得对方联系人。两位管理员同时处理时只有一位成功，另一位得到 409。"),
        request=ApproveSerializer,
        responses={201: DockingSerializer},
    )
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: Any = None) -> Response:
        docking = approve_match(self.get_object(), by=self.actor, **self.read_body(ApproveSerializer))
        return Response(DockingSerializer(docking, context=self.get_serializer_context()).data, status=201)

    @extend_schema(summary=_("不批准（管理员）"), request=RejectSerializer, responses=MatchDetailSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any = None) -> Response:
        return self.answer(reject_match(self.get_object(), by=self.actor, **self.read_body(RejectSerializer)))

    @extend_schema(
        summary=_("退回整改（管理员）"),
        description=_("写明理由代码、需要整改什么和期限；双方收到通知，到期仍未整改的匹配失效。"),
        request=MatchSendBackSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: Any = None) -> Response:
        match = self.get_object()
        return self.answer(send_back_match(match, by=self.actor, **self.read_body(MatchSendBackSerializer)))

    @extend_schema(
        summary=_("整改后重新提交审核"),
        description=_("由任何一方的编辑人员操作；双方的意向仍然有效。"),
        request=ResubmitSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def resubmit(self, request: Request, pk: Any = None) -> Response:
        match = self.get_object()
        return self.answer(resubmit_match(match, by=self.actor, **self.read_body(ResubmitSerializer)))

    @extend_schema(
        summary=_("申请不回避（管理员）"),
        description=_(
            "与一方有利益关系的管理员看不到匹配度，也不能作决定；可以申请由另一位管理员准许不回避。"
        ),
        request=OverrideAskSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="override")
    def override(self, request: Request, pk: Any = None) -> Response:
        match = self.get_object()
        ask_override(match, by=self.actor, **self.read_body(OverrideAskSerializer))
        return self.answer(match)

    @extend_schema(
        summary=_("决定是否准许不回避（第二位管理员）"),
        description=_("由与双方无利益关系、且不是申请人的管理员决定；每一步都留有记录。"),
        request=OverrideAnswerSerializer,
        responses=MatchDetailSerializer,
    )
    @action(detail=True, methods=["post"], url_path="override-answer")
    def override_answer(self, request: Request, pk: Any = None) -> Response:
        match, values = self.get_object(), self.read_body(OverrideAnswerSerializer)
        verb = grant_override if values.pop("granted") else refuse_override
        verb(match, values.pop("person"), by=self.actor, **values)
        return self.answer(match)


class PreviewViewSet(ActorViewSet):
    """Matches for words that belong to no listing yet."""

    reading_actions = ("create",)
    pagination_class = WholeList
    throttle_classes = [PreviewThrottle]

    @extend_schema(
        tags=["match-preview"],
        operation_id="match_preview",
        summary=_("试匹配"),
        description=_("用一段话描述问题，返回调用者可见的已发布成果中最合适的几条及理由。文字不会保存。"),
        request=PreviewTextSerializer,
        responses={200: PreviewSerializer(many=True)},
    )
    def create(self, request: Request) -> Response:
        text = self.read_body(PreviewTextSerializer)["text"]
        return whole(preview_matches(text, actor=self.actor), PreviewSerializer)
