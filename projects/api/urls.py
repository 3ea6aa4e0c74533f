"""Addresses of this app below /api/v1/."""

from rest_framework.routers import SimpleRouter

from projects.api.views import AchievementViewSet, NeedViewSet, PilotBaseViewSet, ScenarioViewSet

router = SimpleRouter(use_regex_path=False)
router.register("needs", NeedViewSet, basename="need")
router.register("achievements", AchievementViewSet, basename="achievement")
router.register("pilot-bases", PilotBaseViewSet, basename="pilot-base")
router.register("scenarios", ScenarioViewSet, basename="scenario")
urlpatterns = router.urls
