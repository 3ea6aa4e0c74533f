"""/needs/{id}/near-misses/ and /achievements/{id}/near-misses/: what would match after a change."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.views import ActorViewSet, whole
from matchmaking.choices import Side
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import listings_compared_for
from projects.api.serializers import ListingRefSerializer
from projects.choices import ListingKind

CODES = ["expiry", "mode", "industry", "budget", "trl", "region"]
EXAMPLE = {
    "listing": {
        "id": "7d0e3c52-6c2f-4b8e-9a55-0d9a1b7c2f11",
        "kind": "achievement",
        "number": "CG-2026-0042",
        "title": "铝电解槽阳极效应提前预报系统",
        "summary": "根据槽电压噪声提前半小时预报阳极效应。",
        "region": "620100",
        "state": "published",
        "owner": {"id": "0b7f0a2e-1f0e-4f7b-8f63-6a1c9d3e5b20", "name": "示例冶金实验室", "kind": "lab"},
    },
    "score": 0.612,
    "would_be": 0.655,
    "rank": 7,
    "changes": [
        {
            "code": "trl",
            "side": "offered",
            "mine": False,
            "clause": "成熟度经过中试验证提高 2 级，达到 7 级（环境级）",
        }
    ],
    "terms": ["阳极效应", "提前预报"],
    "sentence": "如果成熟度经过中试验证提高 2 级，达到 7 级（环境级），就会进入前 20，约排第 7。",
}


class ChangeSerializer(serializers.Serializer[Any]):
    """One thing that would have to be otherwise."""

    code = serializers.ChoiceField(CODES, help_text=_("要改变的是什么"))
    side = serializers.ChoiceField(Side.choices, help_text=_("由哪一方改变"))
    mine = serializers.BooleanField(help_text=_("是否属于调用者代表的主体"))
    clause = serializers.CharField(help_text=_("给人看的说明"))


@extend_schema_serializer(examples=[OpenApiExample("差一点就匹配", value=EXAMPLE, response_only=True)])
class NearMissSerializer(serializers.Serializer[Any]):
    """A listing that is no match today and would be one."""

    listing = ListingRefSerializer()
    score = serializers.FloatField(min_value=0, max_value=1, help_text=_("现在的匹配度"))
    would_be = serializers.FloatField(min_value=0, max_value=1, help_text=_("改变之后的匹配度"))
    rank = serializers.IntegerField(min_value=1, help_text=_("改变之后约排第几"))
    changes = ChangeSerializer(many=True, help_text=_("须改变的一处或两处"))
    terms = serializers.ListField(child=serializers.CharField(), help_text=_("共同的词"))
    sentence = serializers.CharField(help_text=_("给人看的一句话"))


class _NearMissViewSet(ActorViewSet):
    kind: ClassVar[str]
    pagination_class = WholeList

    def near_misses(self, request: Request, pk: UUID) -> Response:
        rows = listings_compared_for(self.actor).filter(kind=self.kind)
        return whole(near_misses(get_object_or_404(rows, pk=pk), actor=self.actor), NearMissSerializer)


_WORDS: dict[str, Any] = {
    "summary": _("差一点就匹配"),
    "description": _(
        "现在不是匹配、改变一处或两处就会成为匹配的信息，最多 5 条，按改变后的匹配度排列。"
        "发布主体自己可见；管理员与技术经理人可见与其没有利益关系的。其余一律返回 404。"
    ),
    "responses": NearMissSerializer(many=True),
}


class NeedNearMissViewSet(_NearMissViewSet):
    kind = ListingKind.NEED

    @extend_schema(tags=["needs"], **_WORDS)
    def near_misses(self, request: Request, pk: UUID) -> Response:
        return super().near_misses(request, pk)


class AchievementNearMissViewSet(_NearMissViewSet):
    kind = ListingKind.ACHIEVEMENT

    @extend_schema(tags=["achievements"], **_WORDS)
    def near_misses(self, request: Request, pk: UUID) -> Response:
        return super().near_misses(request, pk)
