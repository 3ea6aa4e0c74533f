"""/needs/{id}/near-misses/: which offers would match a need after a change, for the need's own people."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.views import ActorViewSet, whole
from matchmaking.choices import Side
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import needs_compared_for
from projects.api.serializers import ListingRefSerializer

CODES = ["expiry", "mode", "industry", "budget", "trl", "region"]


class ChangeSerializer(serializers.Serializer[Any]):
    """One thing that would have to be otherwise."""

    code = serializers.ChoiceField(CODES, help_text=_("要改变的是什么"))
    side = serializers.ChoiceField(Side.choices, help_text=_("由哪一方改变"))
    field = serializers.CharField(help_text=_("那一方信息中的字段名"))
    mine = serializers.BooleanField(help_text=_("是否属于调用者代表的主体"))
    clause = serializers.CharField(help_text=_("给人看的说明"))


class NearMissSerializer(serializers.Serializer[Any]):
    """An offer that is no match today and would be one."""

    listing = ListingRefSerializer()
    score = serializers.FloatField(min_value=0, max_value=1, help_text=_("现在的匹配度"))
    would_be = serializers.FloatField(min_value=0, max_value=1, help_text=_("改变之后的匹配度"))
    rank = serializers.IntegerField(min_value=1, help_text=_("改变之后约排第几"))
    changes = ChangeSerializer(many=True, help_text=_("须改变的一处或两处"))
    terms = serializers.ListField(child=serializers.CharField(), help_text=_("共同的词"))
    sentence = serializers.CharField(help_text=_("给人看的一句话"))


class NearMissViewSet(ActorViewSet):
    """A visitor reaches it too, and finds what everybody finds to whom a need's matches are not told: nothing."""

    open_actions = ("near_misses",)
    pagination_class = WholeList

    @extend_schema(
        tags=["needs"],
        summary=_("差一点就匹配"),
        description=_(
            "现在不是匹配、改变一处或两处就会成为匹配的成果，最多 5 条，按改变后的匹配度排列。"
            "需求的发布主体可见；管理员与技术经理人可见与其没有利益关系的。其余一律返回 404。"
        ),
        responses=NearMissSerializer(many=True),
    )
    def near_misses(self, request: Request, pk: UUID) -> Response:
        need = get_object_or_404(needs_compared_for(self.actor), pk=pk)
        return whole(near_misses(need, actor=self.actor), NearMissSerializer)
