"""/allocation-proposals/: asking for an allocation, which needs the matching's scores; the rest is /allocations/."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.serializers import StrictSerializer, VisibleKeyField, WholeNumber
from matchmaking.domain.allocation import allocate_places
from projects.api.place_views import AllocationViewSet
from projects.api.places import AllocationSerializer
from projects.domain.allocations import Shares
from projects.domain.service_queries import listings_to_allocate


class ProposalSerializer(StrictSerializer):
    """Which scenarios are shared out together (or which pilot base's slots), and how many places are kept."""

    listings = serializers.ListField(
        child=VisibleKeyField(listings_to_allocate),
        allow_empty=False,
        max_length=50,
        help_text=_("应用场景或中试基地的编号"),
    )
    small_share = WholeNumber(
        required=False, default=20, min_value=0, max_value=100, help_text=_("为小微企业保留的百分比")
    )
    away_share = WholeNumber(
        required=False, default=20, min_value=0, max_value=100, help_text=_("为省会以外市州保留的百分比")
    )


class ProposalViewSet(AllocationViewSet):
    """Allocations are shown as everywhere; this address only takes proposals."""

    @extend_schema(
        tags=["allocations"],
        operation_id="allocation_proposals_create",
        summary=_("提出分配方案（管理员）"),
        description=_("按现在的匹配度计算；任何申请都不变，批准以后才生效。"),
        request=ProposalSerializer,
        responses={201: AllocationSerializer},
    )
    def create(self, request: Request) -> Response:
        values = self.read_body(ProposalSerializer)
        shares = Shares(values["small_share"], values["away_share"])
        return self.answer(allocate_places(values["listings"], shares=shares, by=self.actor), status=201)
