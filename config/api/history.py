"""The history of a row, as its parties read it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class TransitionSerializer(serializers.Serializer[Any]):
    """One step: from which state to which, who, when, and what they said."""

    old = serializers.CharField(help_text=_("原状态；新建时为空"))
    new = serializers.CharField(help_text=_("新状态"))
    note = serializers.CharField(help_text=_("说明"))
    by = serializers.CharField(source="by_label", help_text=_("操作方"))
    at = serializers.DateTimeField(help_text=_("时间"))


class DecisionSerializer(TransitionSerializer):
    """A step with what was decided on: coded reasons, the day that was set, the revisions of both texts."""

    reasons = serializers.ListField(child=serializers.CharField(), help_text=_("理由代码，词表 exit_reason"))
    deadline = serializers.DateField(allow_null=True, help_text=_("随这一步定下的期限"))
    wanted_revision = serializers.IntegerField(allow_null=True, help_text=_("当时的需求版本"))
    offered_revision = serializers.IntegerField(allow_null=True, help_text=_("当时的成果版本"))
