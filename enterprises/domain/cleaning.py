"""Saving a row whose values came from outside."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid


def clean_and_save(row: models.Model, *, exclude: frozenset[str] = frozenset()) -> None:
    """Validate and save. Raises Invalid naming each field; a duplicate that slips past validation is one too."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        raise invalid_from(error) from error
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid({NON_FIELD_ERRORS: _("与已有记录重复，请刷新后核对。")}) from error


def invalid_from(error: ValidationError, prefix: str = "") -> Invalid:
    """Django's ValidationError as ours: one sentence per field."""
    if not hasattr(error, "error_dict"):
        return Invalid({prefix or NON_FIELD_ERRORS: " ".join(error.messages)})
    return Invalid({f"{prefix}{name}": " ".join(messages) for name, messages in error.message_dict.items()})
