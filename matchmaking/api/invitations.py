"""/invitations/: those received, once they have arrived, and those sent."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.permissions import actor_of
from config.api.query import PageQuery
from config.api.serializers import NoteSerializer, NothingSerializer
from config.api.views import RowsViewSet
from matchmaking.domain.invitations import (
    accept_invitation,
    decline_invitation,
    enter_pair,
    invitations_visible_to,
    withdraw_invitation,
)
from matchmaking.models import Invitation
from matchmaking.states import InvitationState
from projects.api.serializers import ListingRefSerializer


class CardSerializer(serializers.Serializer[Any]):
    """The public card an invitation carries."""

    kind = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    industries = serializers.ListField(child=serializers.CharField())
    region = serializers.CharField()
    owner = serializers.CharField()


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation: whose card, to which of the receiver's listings, and what came of it."""

    card = CardSerializer(read_only=True)
    invited = ListingRefSerializer(read_only=True)
    listing = serializers.UUIDField(source="listing_id", read_only=True, help_text=_("发出邀请的信息"))
    delivered = serializers.DateTimeField(source="due", read_only=True, help_text=_("送达时间"))
    sent_by_me = serializers.SerializerMethodField(help_text=_("调用者的主体发出的"))
    match = serializers.UUIDField(source="match_id", read_only=True, allow_null=True)

    class Meta:
        model = Invitation
        fields = ["id", "state", "card", "listing", "invited", "delivered", "sent_by_me", "match"]
        read_only_fields = fields

    @extend_schema_field(serializers.BooleanField())
    def get_sent_by_me(self, row: Invitation) -> bool:
        return actor_of(self.context["request"]).acts_for(row.listing.owner_id)


class InvitationQuery(PageQuery):
    state = serializers.ChoiceField(InvitationState.choices, required=False)


@extend_schema(tags=["invitations"])
@extend_schema_view(
    list=extend_schema(summary=_("邀请列表"), description=_("收到的（送达以后）和发出的邀请。")),
    retrieve=extend_schema(summary=_("读取邀请")),
)
class InvitationViewSet(RowsViewSet):
    serializer_class = InvitationSerializer
    queries: ClassVar[dict[str, Any]] = {"list": InvitationQuery}
    orderings: ClassVar[dict[str, Order]] = {"-due": Order("due")}

    def get_queryset(self) -> QuerySet[Invitation]:
        return invitations_visible_to(self.actor)

    def filtered(self, rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
        return rows.filter(state=self.query["state"]) if "state" in self.query else rows

    @extend_schema(
        summary=_("接受邀请"),
        description=_("双方都有意向，进入管理员审核；对方的信息尚未发布时，等其发布。"),
        request=NoteSerializer,
        responses=InvitationSerializer,
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(accept_invitation(self.get_object(), by=self.actor, note=note))

    @extend_schema(summary=_("谢绝邀请"), request=NoteSerializer, responses=InvitationSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(decline_invitation(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=_("撤回邀请"),
        description=_("由发出方撤回尚未答复的邀请。"),
        request=NothingSerializer,
        responses=InvitationSerializer,
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(withdraw_invitation(self.get_object(), by=self.actor))

    @extend_schema(
        summary=_("接受后进入审核"),
        description=_("接受时有一方尚未发布的，双方都发布后由任一方调用。"),
        request=NothingSerializer,
        responses=InvitationSerializer,
    )
    @action(detail=True, methods=["post"])
    def enter(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        invitation = self.get_object()
        enter_pair(invitation, by=self.actor)
        return self.answer(invitation)
