"""Addresses of this app below /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from config.api.files import FILE_RENDERERS
from matchmaking.api.accuracy import AccuracyViewSet
from matchmaking.api.allocation import ProposalViewSet
from matchmaking.api.diligence import DiligenceViewSet, PackViewSet
from matchmaking.api.docking_files import DockingFileViewSet
from matchmaking.api.dockings import DockingViewSet
from matchmaking.api.figures import FiguresViewSet, FiguresWorkbookViewSet
from matchmaking.api.invitations import InvitationViewSet
from matchmaking.api.matches import MatchViewSet, PreviewViewSet
from matchmaking.api.near import NearMissViewSet
from matchmaking.api.notices import NoticeViewSet
from matchmaking.api.refusals import RefusalViewSet
from matchmaking.api.roads import ProposalRoadViewSet, RoadStepViewSet, RoadViewSet
from matchmaking.api.secret_matches import SecretMatchViewSet
from matchmaking.api.team import TeamViewSet
from matchmaking.api.work import MeetingViewSet, MessageViewSet, SecrecyViewSet

router = SimpleRouter(use_regex_path=False)
router.register("matches", MatchViewSet, basename="match")
router.register("dockings", DockingViewSet, basename="docking")
router.register("invitations", InvitationViewSet, basename="invitation")
router.register("secret-matches", SecretMatchViewSet, basename="secret-match")
urlpatterns = [
    *router.urls,
    path("notices/", NoticeViewSet.as_view({"get": "list"}), name="notices"),
    path(
        "dockings/<uuid:pk>/meetings/",
        MeetingViewSet.as_view({"get": "list", "post": "create"}),
        name="meetings",
    ),
    path(
        "dockings/<uuid:pk>/messages/",
        MessageViewSet.as_view({"get": "list", "post": "create"}),
        name="messages",
    ),
    path(
        "dockings/<uuid:pk>/secrecy/",
        SecrecyViewSet.as_view({"get": "list", "post": "create"}),
        name="secrecy",
    ),
    path("consortia/<uuid:pk>/team/", TeamViewSet.as_view({"get": "team"}), name="team"),
    path(
        "dockings/<uuid:pk>/diligence/",
        DiligenceViewSet.as_view({"get": "retrieve", "post": "tick"}),
        name="diligence",
    ),
    path(
        "dockings/<uuid:pk>/diligence-pack/",
        PackViewSet.as_view({"get": "pack", "post": "keep"}, renderer_classes=FILE_RENDERERS),
        name="diligence-pack",
    ),
    path(
        "dockings/<uuid:pk>/files/",
        DockingFileViewSet.as_view({"get": "list", "post": "create"}),
        name="docking-files",
    ),
    path(
        "dockings/<uuid:pk>/files/<uuid:document>/",
        DockingFileViewSet.as_view({"get": "document"}, renderer_classes=FILE_RENDERERS),
        name="docking-file",
    ),
    path("matches/<uuid:pk>/road/", ProposalRoadViewSet.as_view({"get": "retrieve"}), name="road-proposal"),
    path("dockings/<uuid:pk>/road/", RoadViewSet.as_view({"get": "retrieve", "post": "create"}), name="road"),
    path("dockings/<uuid:pk>/road/steps/", RoadViewSet.as_view({"post": "add"}), name="road-add"),
    path("dockings/<uuid:pk>/road/agree/", RoadViewSet.as_view({"post": "agree"}), name="road-agree"),
    path("road-steps/<uuid:pk>/party/", RoadStepViewSet.as_view({"post": "party"}), name="road-step-party"),
    path("road-steps/<uuid:pk>/plan/", RoadStepViewSet.as_view({"post": "plan"}), name="road-step-plan"),
    path("road-steps/<uuid:pk>/move/", RoadStepViewSet.as_view({"post": "move"}), name="road-step-move"),
    path(
        "road-steps/<uuid:pk>/remove/", RoadStepViewSet.as_view({"post": "remove"}), name="road-step-remove"
    ),
    path("accuracy/", AccuracyViewSet.as_view({"get": "list"}), name="accuracy"),
    path(
        "needs/<uuid:pk>/near-misses/",
        NearMissViewSet.as_view({"get": "near_misses"}),
        name="near-misses",
    ),
    path(
        "organizations/<uuid:pk>/refusals/",
        RefusalViewSet.as_view({"get": "refusals"}),
        name="refusals",
    ),
    path("allocation-proposals/", ProposalViewSet.as_view({"post": "create"}), name="allocation-proposals"),
    path("figures/", FiguresViewSet.as_view({"get": "figures"}), name="figures"),
    path(
        "figures/workbook/",
        FiguresWorkbookViewSet.as_view({"get": "figures_workbook"}),
        name="figures-workbook",
    ),
    path("match-preview/", PreviewViewSet.as_view({"post": "create"}), name="match-preview"),
]
