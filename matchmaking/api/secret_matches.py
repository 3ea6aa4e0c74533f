"""/secret-matches/: an owner's own run for a secret text. Only those who write for the owner reach it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.query import Query
from config.api.serializers import StrictSerializer, VisibleKeyField
from config.api.views import ActorViewSet
from matchmaking.api.invitations import InvitationSerializer
from matchmaking.api.serializers import PartSerializer, SharedTermSerializer
from matchmaking.domain.invitations import invite
from matchmaking.domain.secret_matching import match_secret, own_run
from projects.api.serializers import ListingRefSerializer
from projects.domain.queries import writable_listings


class OwnListingQuery(Query):
    listing = VisibleKeyField(writable_listings, help_text=_("自己主体的需求、成果或能力"))


class OwnListingSerializer(StrictSerializer):
    """Which listing's secret text is to be matched."""

    listing = VisibleKeyField(writable_listings, help_text=_("自己主体的需求、成果或能力"))


class InviteSerializer(OwnListingSerializer):
    """Whom to invite: a listing that the own run found."""

    other = serializers.UUIDField(help_text=_("匹配到的信息的编号"))


class SecretMatchSerializer(serializers.Serializer[Any]):
    """A published listing that fits the secret text."""

    other = ListingRefSerializer()
    score = serializers.FloatField(min_value=0, max_value=1)
    parts = PartSerializer(many=True)
    terms = SharedTermSerializer(many=True)
    variants = serializers.IntegerField(help_text=_("同一主体几乎相同的其他条数"))
    found = serializers.DateTimeField()


class OwnRunSerializer(serializers.Serializer[Any]):
    """The latest run and what it found."""

    under_way = serializers.BooleanField()
    asked = serializers.DateTimeField(allow_null=True)
    finished = serializers.DateTimeField(allow_null=True)
    folded = serializers.IntegerField(help_text=_("并入相近信息的条数"))
    salads = serializers.IntegerField(help_text=_("因关键词堆砌未采用的条数"))
    capped = serializers.IntegerField(help_text=_("因发布方当日发布过多、以后再纳入的条数"))
    matches = SecretMatchSerializer(many=True)


@extend_schema(tags=["secret-matches"])
class SecretMatchViewSet(ActorViewSet):
    pagination_class = None
    queries: ClassVar[dict[str, Any]] = {"list": OwnListingQuery}

    @extend_schema(
        summary=_("只有自己能看到的匹配"),
        description=_("用保密内容和全部详细内容对已发布信息的匹配；不计入任何统计，不通知任何人。"),
        responses=OwnRunSerializer,
    )
    def list(self, request: Request) -> Response:
        return self._answer(self.query["listing"])

    @extend_schema(
        summary=_("开始匹配保密内容"),
        description=_("后台进行；under_way 为 false 时已完成。"),
        request=OwnListingSerializer,
        responses={202: OwnRunSerializer},
    )
    def create(self, request: Request) -> Response:
        listing = self.read_body(OwnListingSerializer)["listing"]
        match_secret(listing, by=self.actor)
        return self._answer(listing, status=202)

    @extend_schema(
        summary=_("邀请对方"),
        description=_("对方只收到公开名片，不含匹配度和共同词语；每天上午九点统一送达。"),
        request=InviteSerializer,
        responses={201: InvitationSerializer},
    )
    @action(detail=False, methods=["post"])
    def invite(self, request: Request) -> Response:
        body = self.read_body(InviteSerializer)
        invitation = invite(body["listing"], body["other"], by=self.actor)
        return Response(
            InvitationSerializer(invitation, context=self.get_serializer_context()).data, status=201
        )

    def _answer(self, listing: Any, *, status: int = 200) -> Response:
        found = own_run(listing, by=self.actor)
        matches = [
            {
                "other": other,
                "score": row.score,
                "parts": row.parts,
                "terms": row.terms,
                "variants": row.variants,
                "found": row.found,
            }
            for row, other in found.matches
        ]
        run = {name: getattr(found.run, name, None) for name in ("asked", "finished")}
        run |= {name: getattr(found.run, name, 0) for name in ("folded", "salads", "capped")}
        shown = {"under_way": found.under_way, "matches": matches, **run}
        return Response(OwnRunSerializer(shown, context=self.get_serializer_context()).data, status=status)
