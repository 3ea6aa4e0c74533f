"""Addresses of this app below /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from enterprises.api.labels import LabelViewSet
from enterprises.api.me import MeView
from enterprises.api.organizations import OrganizationViewSet
from enterprises.api.profile_entries import (
    EquipmentViewSet,
    PatentViewSet,
    PublicationViewSet,
    ResearcherViewSet,
)
from enterprises.api.terms import TermViewSet
from enterprises.api.ties import TieViewSet

router = SimpleRouter(use_regex_path=False)
router.register("organizations", OrganizationViewSet, basename="organization")
router.register("labels", LabelViewSet, basename="label")
router.register("researchers", ResearcherViewSet, basename="researcher")
router.register("equipment", EquipmentViewSet, basename="equipment")
router.register("publications", PublicationViewSet, basename="publication")
router.register("patents", PatentViewSet, basename="patent")
router.register("terms", TermViewSet, basename="term")
router.register("ties", TieViewSet, basename="tie")
urlpatterns = [*router.urls, path("me/", MeView.as_view(), name="me")]
