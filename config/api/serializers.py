"""Bodies as we accept them: an unknown or read-only key is an error that names it, and a type is what JSON says it is.

Serializers shape and check; they never write. A view passes the checked values to one verb of `domain/`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from config.api.permissions import actor_of
from enterprises.actors import Actor

MOST_CODES = 50  # entries of a list field


class Text(serializers.CharField):
    """A JSON string; a number is not one."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class WholeNumber(serializers.IntegerField):
    """A JSON number without a fraction; neither `"1"` nor `true` is one."""

    def to_internal_value(self, data: Any) -> int:
        whole = isinstance(data, int) or (isinstance(data, float) and data.is_integer())
        if isinstance(data, bool) or not whole:
            self.fail("invalid")
        return int(super().to_internal_value(int(data)))


class Truth(serializers.BooleanField):
    """`true` or `false`, not `"yes"` or 1."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=type(data).__name__)
        return data


class VisibleKeyField(serializers.PrimaryKeyRelatedField):
    """The id of a row the actor may name: another's id is refused with the same words as one that does not exist."""

    default_error_messages = {
        "does_not_exist": gettext_lazy("没有这条记录，或者您无权使用。"),
        "incorrect_type": gettext_lazy("应当是 UUID。"),
    }

    def __init__(self, rows: Callable[[Actor], QuerySet[Any]] | None = None, **kwargs: Any) -> None:
        self.rows = rows
        if not kwargs.get("read_only"):
            kwargs["queryset"] = (
                models.QuerySet()
            )  # the framework wants one; `get_queryset` gives the real one
        super().__init__(pk_field=serializers.UUIDField(), **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        assert self.rows is not None
        return self.rows(actor_of(self.context["request"]))


class StrictKeys(serializers.Serializer[Any]):
    """Refuses keys that are not declared, or declared read-only, beside whatever else is wrong."""

    def to_internal_value(self, data: Any) -> Any:
        errors: dict[str, Any] = {}
        if isinstance(data, Mapping):
            writable = {field.field_name for field in self._writable_fields}
            for name in data.keys() - writable:
                known = name in self.fields
                text = _("这个字段只读。") if known else _("没有这个字段。")
                errors[str(name)] = [ErrorDetail(text, code="read_only" if known else "unknown_field")]
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            detail: Any = error.detail
            raise ValidationError({**errors, **detail}) from error
        if errors:
            raise ValidationError(errors)
        return values


class StrictSerializer(StrictKeys):
    """A body that is not a model's."""


class NothingSerializer(StrictSerializer):
    """A verb that takes no words: an empty body, or `{}`."""


class NoteSerializer(StrictSerializer):
    """A sentence that goes with a decision."""

    note = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=2000,
        help_text=gettext_lazy("说明，相关方会看到"),
    )


class StrictModelSerializer(StrictKeys, serializers.ModelSerializer[Any]):
    """A body with a model's fields: lengths, choices and validators come from it, writing does not happen here."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.PositiveSmallIntegerField: WholeNumber,
        models.PositiveIntegerField: WholeNumber,
        models.BooleanField: Truth,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, ArrayField):
            kwargs["max_length"] = MOST_CODES
        return field_class, kwargs

    def get_validators(self) -> list[Any]:
        """Uniqueness is judged where it is written, by the database."""
        return []
