"""What a verb refuses, on the form that asked for it."""

from collections.abc import Mapping
from typing import Any

from django import forms


def show(form: forms.BaseForm, fields: Mapping[str, Any]) -> None:
    """Put the domain's errors beside their fields; those of no field of the form above it."""
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, str(text))
