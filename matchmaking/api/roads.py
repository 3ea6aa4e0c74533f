"""/matches/{id}/road/, /dockings/{id}/road/, /road-steps/{id}/…: what is proposed, the plan, and its changes."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.problem import ProblemSerializer
from config.api.serializers import NothingSerializer
from config.api.views import ActorViewSet
from matchmaking.api.road_bodies import (
    AgreementSerializer,
    NewStepSerializer,
    PartySerializer,
    PositionSerializer,
    RoadProposalSerializer,
    RoadSerializer,
    StepPlanSerializer,
)
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.queries import matches_visible_to
from matchmaking.domain.road import edit
from matchmaking.domain.road.propose import propose_road
from matchmaking.domain.road.queries import (
    road_changes_visible_to,
    road_steps_visible_to,
    roads_visible_to,
)
from matchmaking.domain.road.view import views_of_proposal, views_of_road
from matchmaking.domain.work import worked_on_by
from matchmaking.models import Docking, Road, RoadStep

MOST_CHANGES = 200  # the newest


class ProposalRoadViewSet(ActorViewSet):
    """The road of a match."""

    @extend_schema(
        operation_id="matches_road",
        tags=["matches"],
        summary=_("匹配的转化路线（建议）"),
        description=_("按省内已公布的单位即时计算，不保存；只用公开内容。"),
        responses={
            200: RoadProposalSerializer,
            (422, "application/problem+json"): ProblemSerializer,  # a side has not said its level
        },
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        match = get_object_or_404(judged_by(self.actor, matches_visible_to(self.actor)), pk=pk)
        proposal = propose_road(match)
        body = {
            "trl_from": proposal.trl_from,
            "trl_to": proposal.trl_to,
            "steps": views_of_proposal(proposal, self.actor),
        }
        return Response(RoadProposalSerializer(body).data)


class RoadDoor(ActorViewSet):
    """What all actions on roads answer."""

    def docking(self, pk: UUID) -> Docking:
        return get_object_or_404(worked_on_by(self.actor), pk=pk)

    def road(self, docking: UUID) -> Road:
        return get_object_or_404(roads_visible_to(self.actor), docking=docking)

    def shown(self, road_id: UUID, status: int = 200) -> Response:
        """The road as it is now, as the caller may see it."""
        road = get_object_or_404(roads_visible_to(self.actor), pk=road_id)
        changes = road_changes_visible_to(self.actor).filter(road=road).order_by("-id")[:MOST_CHANGES]
        body: dict[str, Any] = {
            "pk": road.pk,
            "docking_id": road.docking_id,
            "state": road.state,
            "agreed_side": road.agreed_side,
            "version": road.version,
            "trl_from": road.trl_from,
            "trl_to": road.trl_to,
            "steps": views_of_road(road, self.actor),
            "changes": changes,
        }
        return Response(RoadSerializer(body).data, status=status)


class RoadViewSet(RoadDoor):
    """The road of a docking."""

    @extend_schema(
        operation_id="docking_road_read",
        tags=["dockings"],
        summary=_("对接的转化路线"),
        responses=RoadSerializer,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.shown(self.road(self.docking(pk).pk).pk)

    @extend_schema(
        operation_id="docking_road_draft",
        tags=["dockings"],
        summary=_("生成转化路线"),
        description=_("按现有单位生成；已有路线时替换其步骤，原来的步骤保留在改动记录里。"),
        request=NothingSerializer,
        responses={201: RoadSerializer},
    )
    def create(self, request: Request, pk: UUID) -> Response:
        docking = self.docking(pk)
        self.read_body(NothingSerializer)
        road = edit.draft_road(docking, by=self.actor)
        return self.shown(road.pk, status=201)

    @extend_schema(
        operation_id="docking_road_add",
        tags=["dockings"],
        summary=_("在转化路线中增加一步"),
        description=_("按成熟度排在相应位置，相邻步骤让出重叠的级别；已同意或已采用的路线变回草案。"),
        request=NewStepSerializer,
        responses={201: RoadSerializer},
    )
    def add(self, request: Request, pk: UUID) -> Response:
        road = self.road(self.docking(pk).pk)
        edit.add_step(road, self.read_body(NewStepSerializer), by=self.actor)
        return self.shown(road.pk, status=201)

    @extend_schema(
        operation_id="docking_road_agree",
        tags=["dockings"],
        summary=_("同意转化路线"),
        description=_("双方都同意后即被采用。路线在读取之后有过改动时返回 409，什么也不写。"),
        request=AgreementSerializer,
        responses=RoadSerializer,
    )
    def agree(self, request: Request, pk: UUID) -> Response:
        road = self.road(self.docking(pk).pk)
        edit.agree_to_road(road, self.read_body(AgreementSerializer)["version"], by=self.actor)
        return self.shown(road.pk)


class RoadStepViewSet(RoadDoor):
    """Changes of one step."""

    def step(self, pk: UUID) -> RoadStep:
        step = road_steps_visible_to(self.actor).filter(pk=pk).first()
        if step is None:
            raise Http404
        return step

    @extend_schema(
        operation_id="road_steps_party",
        tags=["road-steps"],
        summary=_("更换承担方"),
        request=PartySerializer,
        responses=RoadSerializer,
    )
    def party(self, request: Request, pk: UUID) -> Response:
        step = self.step(pk)
        edit.replace_party(step, self.read_body(PartySerializer)["party"], by=self.actor)
        return self.shown(step.road_id)

    @extend_schema(
        operation_id="road_steps_plan",
        tags=["road-steps"],
        summary=_("修改时间与费用"),
        request=StepPlanSerializer,
        responses=RoadSerializer,
    )
    def plan(self, request: Request, pk: UUID) -> Response:
        step = self.step(pk)
        edit.plan_step(step, self.read_body(StepPlanSerializer, partial=True), by=self.actor)
        return self.shown(step.road_id)

    @extend_schema(
        operation_id="road_steps_move",
        tags=["road-steps"],
        summary=_("调整顺序"),
        request=PositionSerializer,
        responses=RoadSerializer,
    )
    def move(self, request: Request, pk: UUID) -> Response:
        step = self.step(pk)
        edit.move_step(step, self.read_body(PositionSerializer)["position"], by=self.actor)
        return self.shown(step.road_id)

    @extend_schema(
        operation_id="road_steps_remove",
        tags=["road-steps"],
        summary=_("删去一步"),
        request=NothingSerializer,
        responses=RoadSerializer,
    )
    def remove(self, request: Request, pk: UUID) -> Response:
        step = self.step(pk)
        self.read_body(NothingSerializer)
        edit.remove_step(step, by=self.actor)
        return self.shown(step.road_id)
