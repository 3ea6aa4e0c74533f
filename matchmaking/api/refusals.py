"""/organizations/{id}/refusals/: why others said no to what an organization offers, in counts."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import WholeList
from config.api.views import ActorViewSet, whole
from enterprises.domain.queries import organizations_visible_to
from matchmaking.domain.refusals import refusals_of


class RefusalSerializer(serializers.Serializer[Any]):
    """One coded reason and how often it was given."""

    code = serializers.CharField(help_text=_("词表 decline_reason 的代码"))
    count = serializers.IntegerField(min_value=1)


class RefusalViewSet(ActorViewSet):
    open_actions = ("refusals",)
    pagination_class = WholeList

    @extend_schema(
        tags=["organizations"],
        summary=_("对方婉拒的原因"),
        description=_(
            "本主体的成员和没有利益关系的工作人员看到全部次数；其他人只看到至少 3 家给出的原因。不说明由谁给出。"
        ),
        responses=RefusalSerializer(many=True),
    )
    def refusals(self, request: Request, pk: UUID) -> Response:
        organization = get_object_or_404(organizations_visible_to(self.actor), pk=pk)
        return whole(refusals_of(organization, actor=self.actor), RefusalSerializer)
