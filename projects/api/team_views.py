"""/consortia/, /consortium-members/, /challenges/, /bids/: teams for one need, topics open to whoever solves them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import PageQuery, ordering_field
from config.api.serializers import NoteSerializer, NothingSerializer
from projects.api import teams
from projects.api.place_views import PlaceViewSet
from projects.api.places import RefusalSerializer
from projects.domain import bids, challenge, consortium, members, team_plan
from projects.domain.team_queries import (
    bids_visible_to,
    challenge_history,
    challenges_visible_to,
    confirmations_visible_to,
    consortia_visible_to,
    members_visible_to,
    sub_topics_visible_to,
    tasks_visible_to,
    topics_of_members,
)
from projects.models import Bid, Challenge, Consortium, Member
from projects.states import BidState, ChallengeState, ConsortiumState, MemberState

_CONSORTIUM_ORDER = {"-opened": Order("opened"), "opened": Order("opened")}
_MEMBER_ORDER = {"-invited": Order("invited"), "invited": Order("invited")}
_CHALLENGE_ORDER = {
    "-created": Order("created"),
    "created": Order("created"),
    "deadline": Order("deadline"),
}
_BID_ORDER = {"-submitted": Order("submitted"), "submitted": Order("submitted")}


class ConsortiumQuery(PageQuery):
    state = serializers.ChoiceField(ConsortiumState.choices, required=False)
    ordering = ordering_field(_CONSORTIUM_ORDER)


class MemberQuery(PageQuery):
    consortium = serializers.UUIDField(required=False, help_text=_("创新联合体的编号"))
    state = serializers.ChoiceField(MemberState.choices, required=False)
    ordering = ordering_field(_MEMBER_ORDER)


class ChallengeQuery(PageQuery):
    owner = serializers.UUIDField(required=False, help_text=_("发榜企业的编号"))
    state = serializers.ChoiceField(ChallengeState.choices, required=False)
    ordering = ordering_field(_CHALLENGE_ORDER)


class BidQuery(PageQuery):
    challenge = serializers.UUIDField(required=False, help_text=_("榜单的编号"))
    state = serializers.ChoiceField(BidState.choices, required=False)
    ordering = ordering_field(_BID_ORDER)


@extend_schema(tags=["consortia"])
@extend_schema_view(
    list=extend_schema(summary=_("创新联合体列表"), description=_("自己牵头或已加入的联合体。")),
    retrieve=extend_schema(summary=_("读取创新联合体")),
)
class ConsortiumViewSet(PlaceViewSet):
    serializer_class = teams.ConsortiumSerializer
    orderings = _CONSORTIUM_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": ConsortiumQuery}

    def get_queryset(self) -> QuerySet[Consortium]:
        return consortia_visible_to(self.actor).prefetch_related("transitions")

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(
            rows,
            topics=_by(sub_topics_visible_to(self.actor).filter(consortium__in=rows).order_by("position")),
            members=_by(members_visible_to(self.actor).filter(consortium__in=rows).order_by("invited", "pk")),
            tasks=_by(tasks_visible_to(self.actor).filter(consortium__in=rows)),
            **context,
        )

    @extend_schema(
        summary=_("组建创新联合体（牵头企业）"),
        request=teams.ConsortiumCreateSerializer,
        responses={201: teams.ConsortiumSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(teams.ConsortiumCreateSerializer)
        return self.answer(
            consortium.open_consortium(values.pop("need"), by=self.actor, **values), status=201
        )

    @extend_schema(
        summary=_("邀请成员（牵头企业）"),
        description=_("邀请只带成果名片和子课题，不带分数。已有的分工随之作废。"),
        request=teams.MemberInviteSerializer,
    )
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: Any = None) -> Response:
        found, values = self.get_object(), self.read_body(teams.MemberInviteSerializer)
        members.invite_member(found, values["achievement"], topics=values["topics"], by=self.actor)
        return self.answer(found)

    @extend_schema(
        summary=_("填写分工（牵头企业）"),
        description=_("整份替换；份额合计 100；每个成员都要重新确认。"),
        request=teams.PlanSerializer,
    )
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: Any = None) -> Response:
        found = self.get_object()
        team_plan.check_lead(found, self.actor)
        values = self.read_body(teams.PlanSerializer)
        return self.answer(team_plan.write_plan(found, values["tasks"], by=self.actor))

    @extend_schema(summary=_("联合体任务完成（牵头企业）"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: Any = None) -> Response:
        return self.answer(consortium.complete_consortium(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("解散联合体（牵头企业）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def dissolve(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            consortium.dissolve_consortium(self.get_object(), by=self.actor, note=self.reason())
        )


@extend_schema(tags=["consortium-members"])
@extend_schema_view(
    list=extend_schema(
        summary=_("联合体成员与邀请列表"), description=_("自己的邀请和成员身份，以及所在联合体的成员。")
    ),
    retrieve=extend_schema(summary=_("读取联合体成员或邀请")),
)
class MemberViewSet(PlaceViewSet):
    serializer_class = teams.MemberSerializer
    orderings = _MEMBER_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": MemberQuery}

    def get_queryset(self) -> QuerySet[Member]:
        return members_visible_to(self.actor).prefetch_related("transitions")

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        said = confirmations_visible_to(self.actor).filter(member__in=rows)
        return super().shown(
            rows,
            topics=topics_of_members(self.actor, rows),
            confirmed=set(said.values_list("member_id", "plan")),
            **context,
        )

    @extend_schema(summary=_("接受邀请（受邀单位）"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: Any = None) -> Response:
        return self.answer(members.accept_membership(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("谢绝邀请（受邀单位）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: Any = None) -> Response:
        return self.answer(members.decline_membership(self.get_object(), by=self.actor, note=self.reason()))

    @extend_schema(summary=_("撤回邀请（牵头企业）"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        return self.answer(members.withdraw_invite(self.get_object(), by=self.actor, note=self.note()))

    @extend_schema(summary=_("退出联合体（成员单位）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: Any = None) -> Response:
        return self.answer(members.leave_consortium(self.get_object(), by=self.actor, note=self.reason()))

    @extend_schema(
        summary=_("确认分工（成员单位）"),
        description=_("分工在读取以后修改过时答复 409。"),
        request=teams.PlanNumberSerializer,
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        found, values = self.get_object(), self.read_body(teams.PlanNumberSerializer)
        return self.answer(team_plan.confirm_plan(found, plan=values["plan"], by=self.actor))


@extend_schema(tags=["challenges"])
@extend_schema_view(
    list=extend_schema(summary=_("榜单列表"), description=_("已发布的榜单对所有人公开。")),
    retrieve=extend_schema(summary=_("读取榜单")),
)
class ChallengeViewSet(PlaceViewSet):
    serializer_class = teams.ChallengeSerializer
    open_actions = ("list", "retrieve")
    orderings = _CHALLENGE_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": ChallengeQuery}

    def get_queryset(self) -> QuerySet[Challenge]:
        return challenges_visible_to(self.actor)

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(rows, history=challenge_history(self.actor, rows), **context)

    @extend_schema(
        summary=_("写榜单草稿（企业）"),
        request=teams.ChallengeCreateSerializer,
        responses={201: teams.ChallengeSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(teams.ChallengeCreateSerializer)
        return self.answer(
            challenge.create_challenge(values, owner=values.pop("owner"), by=self.actor), status=201
        )

    @extend_schema(summary=_("修改榜单草稿（企业）"), request=teams.ChallengeWriteSerializer(partial=True))
    def partial_update(self, request: Request, pk: Any = None) -> Response:
        found, values = self.get_object(), self.read_body(teams.ChallengeWriteSerializer, partial=True)
        return self.answer(challenge.edit_challenge(found, values, by=self.actor))

    @extend_schema(summary=_("提交榜单审核（企业）"), request=NothingSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(challenge.submit_challenge(self.get_object(), by=self.actor))

    @extend_schema(summary=_("发布榜单（管理员，或免审发布的企业）"), request=NothingSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(challenge.publish_challenge(self.get_object(), by=self.actor))

    @extend_schema(summary=_("退回榜单（管理员）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: Any = None) -> Response:
        return self.answer(
            challenge.send_back_challenge(self.get_object(), by=self.actor, note=self.reason())
        )

    @extend_schema(summary=_("撤榜（企业）"), request=RefusalSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: Any = None) -> Response:
        return self.answer(challenge.cancel_challenge(self.get_object(), by=self.actor, note=self.reason()))

    @extend_schema(
        summary=_("评定榜单（企业）"),
        description=_("截止以后才能评定；除中榜的一份外，每份申请都要有原因代码。"),
        request=teams.DecisionSerializer,
    )
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: Any = None) -> Response:
        found, values = self.get_object(), self.read_body(teams.DecisionSerializer)
        reasons = {row["bid"].pk: row["reason"] for row in values.pop("reasons")}
        return self.answer(challenge.decide_challenge(found, reasons=reasons, by=self.actor, **values))


@extend_schema(tags=["bids"])
@extend_schema_view(
    list=extend_schema(summary=_("揭榜申请列表"), description=_("自己的揭榜申请，和对自己榜单的申请。")),
    retrieve=extend_schema(summary=_("读取揭榜申请")),
)
class BidViewSet(PlaceViewSet):
    serializer_class = teams.BidSerializer
    orderings = _BID_ORDER
    queries: ClassVar[dict[str, Any]] = {"list": BidQuery}

    def get_queryset(self) -> QuerySet[Bid]:
        return bids_visible_to(self.actor).prefetch_related("transitions")

    @extend_schema(
        summary=_("揭榜"),
        description=_("截止以后答复 409（too_late）。"),
        request=teams.BidCreateSerializer,
        responses={201: teams.BidSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(teams.BidCreateSerializer)
        found, achievement = values.pop("challenge"), values.pop("achievement")
        return self.answer(bids.make_bid(found, achievement, by=self.actor, **values), status=201)

    @extend_schema(summary=_("撤回揭榜"), request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        return self.answer(bids.withdraw_bid(self.get_object(), by=self.actor, note=self.note()))


def _by(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """The rows by their consortium; one query for a whole page."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.consortium_id, []).append(row)
    return found
