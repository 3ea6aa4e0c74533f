"""Asking to judge in spite of a tie, and answering it, as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.serializers import StrictSerializer, Text, Truth, VisibleKeyField
from matchmaking.domain.queries import administrators_visible_to
from matchmaking.models import ConflictOverride


class OverrideSerializer(serializers.ModelSerializer[ConflictOverride]):
    """One step: asked, granted or refused."""

    person = serializers.UUIDField(source="person_id", read_only=True, help_text=_("须回避的人"))
    person_name = serializers.CharField(source="person", read_only=True)
    by = serializers.CharField(source="by_label", read_only=True)

    class Meta:
        model = ConflictOverride
        fields = ["person", "person_name", "step", "basis", "note", "by", "at"]
        read_only_fields = fields


class OverrideAskSerializer(StrictSerializer):
    """Why the tie should not stand in the way."""

    note = Text(max_length=500, help_text=_("理由，会留在记录中"))
    person = VisibleKeyField(administrators_visible_to, required=False, help_text=_("为谁申请；默认本人"))


class OverrideAnswerSerializer(StrictSerializer):
    """A second administrator's answer."""

    person = VisibleKeyField(administrators_visible_to, help_text=_("申请中的须回避的人"))
    granted = Truth(help_text=_("true 为准许，false 为不准许"))
    note = Text(max_length=500, help_text=_("理由，会留在记录中"))


def without_judgement(shown: dict[str, Any]) -> dict[str, Any]:
    """A match as somebody with a conflict of interest may see it: nothing of how well the two fit."""
    nothing = {"score": None, "band": None, "probability": None}
    return shown | nothing | {"reasons": [], "parts": [], "terms": [], "grades": []}
