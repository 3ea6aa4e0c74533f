"""Addresses of this app below /api/v1/."""

from rest_framework.routers import SimpleRouter

from projects.api.catalogue import FinanceProductViewSet, FirstSetViewSet
from projects.api.evaluations import EvaluationViewSet, OpinionViewSet
from projects.api.place_views import (
    AllocationViewSet,
    ApplicationViewSet,
    BookingViewSet,
    SlotViewSet,
)
from projects.api.team_views import BidViewSet, ChallengeViewSet, ConsortiumViewSet, MemberViewSet
from projects.api.transfer_projects import TransferProjectViewSet
from projects.api.views import (
    AchievementViewSet,
    CapabilityViewSet,
    NeedViewSet,
    PilotBaseViewSet,
    ScenarioViewSet,
)

router = SimpleRouter(use_regex_path=False)
router.register("needs", NeedViewSet, basename="need")
router.register("achievements", AchievementViewSet, basename="achievement")
router.register("pilot-bases", PilotBaseViewSet, basename="pilot-base")
router.register("transfer-projects", TransferProjectViewSet, basename="transfer-project")
router.register("scenarios", ScenarioViewSet, basename="scenario")
router.register("capabilities", CapabilityViewSet, basename="capability")
router.register("slots", SlotViewSet, basename="slot")
router.register("bookings", BookingViewSet, basename="booking")
router.register("applications", ApplicationViewSet, basename="application")
router.register("first-sets", FirstSetViewSet, basename="first-set")
router.register("finance-products", FinanceProductViewSet, basename="finance-product")
router.register("allocations", AllocationViewSet, basename="allocation")
router.register("consortia", ConsortiumViewSet, basename="consortium")
router.register("consortium-members", MemberViewSet, basename="consortium-member")
router.register("challenges", ChallengeViewSet, basename="challenge")
router.register("bids", BidViewSet, basename="bid")
router.register("evaluations", EvaluationViewSet, basename="evaluation")
router.register("opinions", OpinionViewSet, basename="opinion")
urlpatterns = router.urls
