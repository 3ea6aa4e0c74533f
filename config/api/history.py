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
