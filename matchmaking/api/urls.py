"""Addresses of this app below /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from matchmaking.api.accuracy import AccuracyViewSet
from matchmaking.api.dockings import DockingViewSet
from matchmaking.api.matches import MatchViewSet, PreviewViewSet

router = SimpleRouter(use_regex_path=False)
router.register("matches", MatchViewSet, basename="match")
router.register("dockings", DockingViewSet, basename="docking")
urlpatterns = [
    *router.urls,
    path("accuracy/", AccuracyViewSet.as_view({"get": "list"}), name="accuracy"),
    path("match-preview/", PreviewViewSet.as_view({"post": "create"}), name="match-preview"),
]
