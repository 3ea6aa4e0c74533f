"""/accuracy/: the published figures, for everybody."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.query import Query
from config.api.views import ActorViewSet, whole
from matchmaking.choices import Measure
from matchmaking.domain.accuracy import accuracy_visible_to
from matchmaking.models import AccuracyFigure


class AccuracySerializer(serializers.ModelSerializer[AccuracyFigure]):
    """One figure with its 95 % interval; without a value where too little stands behind it."""

    detail = serializers.JSONField(
        read_only=True,
        help_text=_(
            "校准误差：逐个概率区间 {low, high, shown, found, pairs}；婉拒率：逐个理由 {code, share}"
        ),
    )

    class Meta:
        model = AccuracyFigure
        fields = [
            "generation",
            "section",
            "measure",
            "value",
            "lower",
            "upper",
            "needs",
            "pairs",
            "organizations",
            "detail",
            "computed",
        ]
        read_only_fields = fields


class AccuracyQuery(Query):
    section = serializers.CharField(required=False, max_length=1, help_text=_("行业门类字母"))
    measure = serializers.ChoiceField(Measure.choices, required=False)


class AccuracyViewSet(ActorViewSet):
    """The figures of the accuracy page."""

    open_actions = ("list",)
    pagination_class = WholeList
    queries: ClassVar[dict[str, Any]] = {"list": AccuracyQuery}

    @extend_schema(
        tags=["accuracy"],
        summary=_("匹配准确度"),
        description=_(
            "每晚由评级和双方意见算出，含 95% 区间。少于 10 个需求或少于 3 个主体的格子不公布，各数值为 null。"
        ),
        responses={200: AccuracySerializer(many=True)},
    )
    def list(self, request: Request) -> Response:
        return whole(accuracy_visible_to(self.actor).filter(**self.query), AccuracySerializer)
