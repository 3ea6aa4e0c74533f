"""/consortia/…/team/: the team proposed to a consortium, for its lead's people."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.views import ActorViewSet
from matchmaking.domain.team import COVERS, Gap, Proposal, propose_team
from projects.api.places import MentionField
from projects.api.teams import PartySerializer
from projects.domain.team_queries import consortia_led_by


class CoverSerializer(serializers.Serializer[Any]):
    """One card against one sub-topic."""

    topic = serializers.UUIDField(source="topic.pk", help_text=_("子课题"))
    achievement = MentionField(help_text=_("成果名片"))
    score = serializers.FloatField(help_text=_("匹配度，0 到 1"))
    reasons = serializers.ListField(child=serializers.CharField(), help_text=_("理由，最重要的在前"))


class SeatSerializer(serializers.Serializer[Any]):
    """One organization of the team."""

    organization = PartySerializer()
    standing = serializers.BooleanField(help_text=_("已邀请或已加入"))
    covers = CoverSerializer(many=True)


class GapSerializer(serializers.Serializer[Any]):
    """A sub-topic that nobody covers."""

    topic = serializers.UUIDField(source="topic.pk", help_text=_("子课题"))
    nearest = serializers.SerializerMethodField(help_text=_("最接近的成果；没有时为空"))

    @extend_schema_field(CoverSerializer(allow_null=True))
    def get_nearest(self, gap: Gap) -> Any:
        return CoverSerializer(gap.nearest, context=self.context).data if gap.nearest else None


class TeamSerializer(serializers.Serializer[Proposal]):
    """推荐团队"""

    covers_from = serializers.SerializerMethodField(help_text=_("匹配度达到多少算能做"))
    joining = serializers.IntegerField(help_text=_("还要邀请几个单位"))
    total = serializers.FloatField(help_text=_("匹配度之和"))
    seats = SeatSerializer(many=True)
    gaps = GapSerializer(many=True)

    @extend_schema_field(serializers.FloatField())
    def get_covers_from(self, _proposal: Proposal) -> float:
        return COVERS


@extend_schema(tags=["consortia"])
class TeamViewSet(ActorViewSet):
    @extend_schema(
        operation_id="consortia_team",
        summary=_("推荐团队（牵头企业）"),
        description=_("人数最少的团队，只由公开的成果名片计算；受邀的单位看不到分数。"),
        responses=TeamSerializer,
    )
    def team(self, request: Request, pk: Any = None) -> Response:
        consortium = get_object_or_404(consortia_led_by(self.actor), pk=pk)
        proposal = propose_team(consortium, by=self.actor)
        return Response(TeamSerializer(proposal, context={"request": request}).data)
