"""A value for every field of a kind of listing, and the sign by which it is known again on a page."""

import datetime as dt
from typing import Any
from zlib import crc32

from django.contrib.postgres.fields import ArrayField
from django.db import models

from enterprises.domain.vocabulary import terms_of
from projects.domain.codes import scheme_of
from projects.fields import fields_of
from projects.models import KIND_MODELS, Need

NUMBERS: dict[type, Any] = {
    models.PositiveSmallIntegerField: 5,
    models.DecimalField: 98765,
    models.BooleanField: True,
    models.DateField: dt.date(2031, 7, 29),
}


def sign(field: str, state: str) -> str:
    """A word that is in no other text; among patents, a publication number."""
    if field == "patents":
        return f"CN9{crc32(state.encode()) % 10**8:08d}A"
    return f"zq{field}x{state}zq".replace("_", "")


def fields_to_read(kind: str) -> list[str]:
    """Every column of a kind, and what stands in tables beside it."""
    model = KIND_MODELS[kind]
    columns = [field.name for field in model._meta.concrete_fields if not field.name.endswith("_ptr")]
    return sorted({*columns, "secret", *(["targets"] if model is Need else [])})


def values_of(kind: str, state: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Values for every field people write, and of those that are words their signs."""
    model = KIND_MODELS[kind]
    values: dict[str, Any] = {"secret": sign("secret", state)}
    for name in fields_of(model):
        if name not in {"contact", "disclosure"}:
            values[name] = _value(model, name, state)
    if model is Need:
        values["targets"] = [{"indicator": sign("targets", state), "target_value": "7"}]
    signs = {
        name: sign(name, state)
        for name in [*values, "contact"]
        if _is_word(values.get(name, ""), name, state)
    }
    return values, signs


def _value(model: Any, name: str, state: str) -> Any:
    field, scheme = model._meta.get_field(name), scheme_of(model(), name)
    if isinstance(field, ArrayField):
        return [next(iter(terms_of(scheme)))] if scheme else [sign(name, state)]
    if scheme:
        return next(iter(terms_of(scheme)))
    return NUMBERS.get(type(field), sign(name, state))


def _is_word(value: Any, name: str, state: str) -> bool:
    return name in {"contact", "targets"} or value in (sign(name, state), [sign(name, state)])
