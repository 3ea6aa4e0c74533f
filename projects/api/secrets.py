"""Reading a secret text, as the API takes and shows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.serializers import StrictSerializer, Text


class ReasonSerializer(StrictSerializer):
    """Why an administrator reads a secret."""

    reason = Text(max_length=500, help_text=_("查阅理由，发布主体会看到"))


class SecretTextSerializer(serializers.Serializer[Any]):
    """A secret text, empty where there is none."""

    secret = serializers.CharField()


class ReadingSerializer(serializers.Serializer[Any]):
    """Who read the secret, why and when."""

    by = serializers.CharField(source="by_label")
    reason = serializers.CharField()
    at = serializers.DateTimeField()
