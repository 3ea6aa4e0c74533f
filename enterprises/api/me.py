"""/me/: who the caller is, and for whom they may act."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.permissions import scopes_of
from config.api.views import ActorView
from enterprises.choices import OrganizationKind, Role
from enterprises.domain.queries import organizations_visible_to
from enterprises.states import OrganizationState


class MembershipSerializer(serializers.Serializer[Any]):
    """An organization the caller acts for."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(OrganizationKind.choices)
    state = serializers.ChoiceField(OrganizationState.choices)
    role = serializers.ChoiceField(Role.choices, help_text=_("owner 与 editor 可以发布和表态，viewer 只读"))


class MeSerializer(serializers.Serializer[Any]):
    """The caller."""

    kind = serializers.ChoiceField(["user", "application"], help_text=_("用户会话，或合作平台的应用"))
    name = serializers.CharField()
    organizations = MembershipSerializer(many=True)
    is_administrator = serializers.BooleanField()
    is_broker = serializers.BooleanField()
    scopes = serializers.ListField(child=serializers.ChoiceField(["read", "write"]))


class MeView(ActorView):
    @extend_schema(
        tags=["me"],
        summary=_("我是谁"),
        description=_("当前凭据代表的用户或应用、可代表的主体、角色与权限范围。用它检查令牌是否可用。"),
        responses=MeSerializer,
    )
    def get(self, request: Request) -> Response:
        actor = self.actor
        own = organizations_visible_to(actor).filter(pk__in=actor.organization_ids).order_by("name")
        me = {
            "kind": "application" if actor.application else "user",
            "name": actor.application.name if actor.application else str(actor.user),
            "organizations": [
                {
                    "id": row.pk,
                    "name": row.name,
                    "kind": row.kind,
                    "state": row.state,
                    "role": actor.roles[row.pk],
                }
                for row in own
            ],
            "is_administrator": actor.is_administrator,
            "is_broker": actor.is_broker,
            "scopes": scopes_of(request),
        }
        return Response(MeSerializer(me).data)
