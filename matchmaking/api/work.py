"""/dockings/{id}/meetings/, …/messages/, …/secrecy/: what the two sides of a docking do together."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.serializers import StrictModelSerializer, StrictSerializer
from config.api.views import ActorViewSet, whole
from matchmaking.domain.work import (
    leave_message,
    meetings_visible_to,
    messages_visible_to,
    record_meeting,
    sign_secrecy,
    signatures_visible_to,
    worked_on_by,
)
from matchmaking.models import Docking, Meeting, Message, SecrecySignature

MOST_ROWS = 200  # of a docking's meetings or messages, the newest


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """The minutes of a meeting, and what was agreed to come next."""

    next_owner = serializers.UUIDField(
        source="next_owner_id", read_only=True, help_text=_("负责下一步的主体")
    )

    class Meta:
        model = Meeting
        fields = [
            "id",
            "held_on",
            "place",
            "people",
            "minutes",
            "next_step",
            "next_owner",
            "next_deadline",
            "by_label",
            "at",
        ]
        read_only_fields = fields


class MeetingWriteSerializer(StrictModelSerializer):
    """A meeting to record; `next_owner` is one of the two parties."""

    next_owner = serializers.UUIDField(help_text=_("负责下一步的主体的编号"))

    class Meta:
        model = Meeting
        fields = ["held_on", "place", "people", "minutes", "next_step", "next_owner", "next_deadline"]


class MessageSerializer(serializers.ModelSerializer[Message]):
    """A few lines; `organization` is null where the staff wrote them."""

    organization = serializers.UUIDField(source="organization_id", read_only=True, allow_null=True)

    class Meta:
        model = Message
        fields = ["id", "organization", "text", "by_label", "at"]
        read_only_fields = fields


class MessageWriteSerializer(StrictModelSerializer):
    """A few lines to the other side."""

    class Meta:
        model = Message
        fields = ["text"]


class SignatureSerializer(serializers.ModelSerializer[SecrecySignature]):
    """One side has signed the secrecy agreement."""

    organization = serializers.UUIDField(source="organization_id", read_only=True)

    class Meta:
        model = SecrecySignature
        fields = ["organization", "signed_on", "by_label", "at"]
        read_only_fields = fields


class SignSerializer(StrictSerializer):
    """The day of one's own side's signature."""

    signed_on = serializers.DateField(required=False, help_text=_("签署日期，默认为今天"))


class WorkViewSet(ActorViewSet):
    """What belongs to one docking that the caller sees."""

    pagination_class = WholeList

    def docking(self, pk: UUID) -> Docking:
        return get_object_or_404(worked_on_by(self.actor), pk=pk)


class MeetingViewSet(WorkViewSet):
    """Meetings."""

    @extend_schema(
        operation_id="docking_meetings_list",
        tags=["dockings"],
        summary=_("对接的会议"),
        description=_("最近的在前。"),
        responses=MeetingSerializer(many=True),
    )
    def list(self, request: Request, pk: UUID) -> Response:
        rows = meetings_visible_to(self.actor).filter(docking=self.docking(pk))
        return whole(rows[:MOST_ROWS], MeetingSerializer)

    @extend_schema(
        operation_id="docking_meetings_create",
        tags=["dockings"],
        summary=_("记录会议"),
        description=_("写明纪要和下一步由谁、到哪一天；下一步同时成为对接的下一步。"),
        request=MeetingWriteSerializer,
        responses={201: MeetingSerializer},
    )
    def create(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        meeting = record_meeting(docking, self.read_body(MeetingWriteSerializer), by=self.actor)
        return Response(MeetingSerializer(meeting).data, status=201)


class MessageViewSet(WorkViewSet):
    """Messages."""

    @extend_schema(
        operation_id="docking_messages_list",
        tags=["dockings"],
        summary=_("对接的留言"),
        description=_("最近的在前。"),
        responses=MessageSerializer(many=True),
    )
    def list(self, request: Request, pk: UUID) -> Response:
        rows = messages_visible_to(self.actor).filter(docking=self.docking(pk))
        return whole(rows[:MOST_ROWS], MessageSerializer)

    @extend_schema(
        operation_id="docking_messages_create",
        tags=["dockings"],
        summary=_("留言"),
        request=MessageWriteSerializer,
        responses={201: MessageSerializer},
    )
    def create(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        message = leave_message(docking, self.read_body(MessageWriteSerializer)["text"], by=self.actor)
        return Response(MessageSerializer(message).data, status=201)


class SecrecyViewSet(WorkViewSet):
    """The secrecy agreement."""

    @extend_schema(
        operation_id="docking_secrecy_list",
        tags=["dockings"],
        summary=_("保密协议签署情况"),
        responses=SignatureSerializer(many=True),
    )
    def list(self, request: Request, pk: UUID) -> Response:
        return whole(signatures_visible_to(self.actor).filter(docking=self.docking(pk)), SignatureSerializer)

    @extend_schema(
        operation_id="docking_secrecy_create",
        tags=["dockings"],
        summary=_("确认我方已签署保密协议"),
        description=_("双方都确认后，披露级别为“保密协议后可见”的内容互相可见。"),
        request=SignSerializer,
        responses={201: SignatureSerializer},
    )
    def create(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        signature = sign_secrecy(docking, by=self.actor, **self.read_body(SignSerializer))
        return Response(SignatureSerializer(signature).data, status=201)
