"""/evaluations/, /opinions/: achievements evaluated by several people; read as a spread, without names."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import PageQuery, ordering_field
from config.api.serializers import (
    NothingSerializer,
    StrictModelSerializer,
    StrictSerializer,
    Text,
    VisibleKeyField,
)
from projects.api.place_views import PlaceViewSet
from projects.api.places import MentionField, RefusalSerializer
from projects.domain import evaluation as rounds
from projects.domain.evaluation_queries import (
    achievements_to_evaluate,
    evaluations_visible_to,
    opinions_visible_to,
    reviewers_by_mail,
    spread_rows,
)
from projects.domain.opinions import OPINION_FIELDS, decline_opinion, give_opinion
from projects.domain.spread import spreads
from projects.models import Evaluation, Opinion
from projects.states import EvaluationState, OpinionState

_EVALUATION_ORDER = {"-opened": Order("opened"), "opened": Order("opened")}
_OPINION_ORDER = {"-asked": Order("asked"), "asked": Order("asked")}


class SaidSerializer(serializers.Serializer[Any]):
    """One opinion in one dimension; not whose it is."""

    points = serializers.IntegerField(help_text=_("0 到 10 分"))
    evidence = serializers.CharField(help_text=_("依据"))


class SpreadSerializer(serializers.Serializer[Any]):
    """One dimension over all opinions."""

    dimension = serializers.CharField(help_text=_("capability、quality、effect、contribution"))
    lowest = serializers.IntegerField(help_text=_("最低"))
    middle = serializers.FloatField(help_text=_("中位"))
    highest = serializers.IntegerField(help_text=_("最高"))
    counts = serializers.ListField(child=serializers.IntegerField(), help_text=_("给 0、1 … 10 分的各有几份"))
    said = SaidSerializer(many=True)


class EvaluationSerializer(serializers.ModelSerializer[Evaluation]):
    """成果评价"""

    achievement = MentionField(help_text=_("成果"))
    spread = serializers.SerializerMethodField(
        help_text=_("意见的分布；成果方在全部提交以后可见，其他人在公开以后可见，此前为空")
    )

    class Meta:
        model = Evaluation
        fields = ["id", "number", "state", "achievement", "question", "spread", "opened"]
        read_only_fields = fields

    @extend_schema_field(SpreadSerializer(many=True))
    def get_spread(self, row: Evaluation) -> Any:
        return SpreadSerializer(spreads(self.context["opinions"].get(row.pk, [])), many=True).data


class EvaluationCreateSerializer(StrictSerializer):
    """Which achievement, and whom to ask."""

    achievement = VisibleKeyField(achievements_to_evaluate, help_text=_("已发布成果的编号"))
    reviewers = serializers.ListField(
        child=Text(max_length=254), max_length=rounds.MOST, help_text=_("评价人的邮箱")
    )
    question = Text(required=False, allow_blank=True, default="", max_length=2000, help_text=_("评价说明"))


class OpinionSerializer(serializers.ModelSerializer[Opinion]):
    """评价意见，只有本人可见"""

    evaluation = serializers.UUIDField(source="evaluation_id", read_only=True)
    achievement = MentionField(source="evaluation.achievement", help_text=_("成果"))
    question = serializers.CharField(source="evaluation.question", read_only=True, help_text=_("评价说明"))

    class Meta:
        model = Opinion
        fields = ["id", "evaluation", "achievement", "question", "state", *OPINION_FIELDS, "asked"]
        read_only_fields = fields


class OpinionWriteSerializer(StrictModelSerializer):
    """0 to 10 points in each dimension, each with its evidence."""

    class Meta:
        model = Opinion
        fields = list(OPINION_FIELDS)
        extra_kwargs: ClassVar[dict[str, Any]] = {
            name: {"required": True, "allow_blank": False}
            if name.endswith("_evidence")
            else {"required": True, "allow_null": False}
            for name in OPINION_FIELDS
        }


class EvaluationQuery(PageQuery):
    achievement = serializers.UUIDField(required=False, help_text=_("成果的编号"))
    state = serializers.ChoiceField(EvaluationState.choices, required=False)
    ordering = ordering_field(_EVALUATION_ORDER)


class OpinionQuery(PageQuery):
    state = serializers.ChoiceField(OpinionState.choices, required=False)
    ordering = ordering_field(_OPINION_ORDER)


@extend_schema(tags=["evaluations"])
@extend_schema_view(
    list=extend_schema(summary=_("成果评价列表"), description=_("已公开的，自己成果的，以及请自己评价的。")),
    retrieve=extend_schema(summary=_("读取成果评价")),
)
class EvaluationViewSet(PlaceViewSet):
    serializer_class = EvaluationSerializer
    open_actions = ("list", "retrieve")
    orderings = _EVALUATION_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": EvaluationQuery}

    def get_queryset(self) -> QuerySet[Evaluation]:
        return evaluations_visible_to(self.actor)

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(rows, opinions=spread_rows(self.actor, rows), **context)

    @extend_schema(
        summary=_("发起评价（管理员）"),
        description=_("与成果方有利益关系的管理员不能发起，有利益关系的人不能评价。"),
        request=EvaluationCreateSerializer,
        responses={201: EvaluationSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(EvaluationCreateSerializer)
        people = reviewers_by_mail(self.actor, values.pop("reviewers"))
        opened = rounds.open_evaluation(values.pop("achievement"), reviewers=people, by=self.actor, **values)
        return self.answer(opened, status=201)

    @extend_schema(summary=_("公开评价结果（成果方）"), request=NothingSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(rounds.release_evaluation(self.get_object(), by=self.actor))

    @extend_schema(summary=_("不再公开评价结果（成果方）"), request=NothingSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(rounds.take_back_evaluation(self.get_object(), by=self.actor))

    @extend_schema(summary=_("取消评价（管理员）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: Any = None) -> Response:
        return self.answer(rounds.cancel_evaluation(self.get_object(), by=self.actor, note=self.reason()))


@extend_schema(tags=["opinions"])
@extend_schema_view(
    list=extend_schema(summary=_("自己的评价意见列表"), description=_("别人的意见只以分布的形式出现。")),
    retrieve=extend_schema(summary=_("读取自己的评价意见")),
)
class OpinionViewSet(PlaceViewSet):
    serializer_class = OpinionSerializer
    orderings = _OPINION_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": OpinionQuery}

    def get_queryset(self) -> QuerySet[Opinion]:
        return opinions_visible_to(self.actor)

    @extend_schema(
        summary=_("提交评价意见（评价人）"),
        description=_("提交后不能修改；最后一份提交以后这一轮随即结束。"),
        request=OpinionWriteSerializer,
    )
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: Any = None) -> Response:
        found, values = self.get_object(), self.read_body(OpinionWriteSerializer)
        return self.answer(give_opinion(found, values, by=self.actor))

    @extend_schema(summary=_("谢绝评价（评价人）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: Any = None) -> Response:
        return self.answer(decline_opinion(self.get_object(), by=self.actor, note=self.reason()))
