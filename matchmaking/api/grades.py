"""Graded decisions as the API shows and takes them."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.serializers import StrictSerializer, Text, WholeNumber
from matchmaking.choices import Grader
from matchmaking.models import Grade


class GradeSerializer(serializers.ModelSerializer[Grade]):
    """How well the pair fits, said by an expert or by the wanted side."""

    by = serializers.ChoiceField(Grader.choices, source="grader", read_only=True)

    class Meta:
        model = Grade
        fields = ["by", "level", "note", "at"]
        read_only_fields = fields


class GradeBodySerializer(StrictSerializer):
    """A graded decision."""

    level = WholeNumber(min_value=1, max_value=4, help_text=_("1 不相关，2 部分相关，3 较相关，4 强相关"))
    note = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=500,
        help_text=_("为什么这样评；供给方看不到"),
    )
