"""Field rules of this app, shared by forms and serializers. Each raises Django's ValidationError."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_REGISTRATION = re.compile(r"[0-9A-Z][0-9A-Z-]{7,29}")


def validate_registration_number(value: str) -> None:
    """Accept 8 to 30 digits, capital letters and hyphens: the offices' formats differ, so no more is asked."""
    if not _REGISTRATION.fullmatch(value) or not any(letter.isdigit() for letter in value):
        raise ValidationError(
            _("登记编号应为8至30位数字、大写字母或连字符，请按登记证明原样填写。"), code="registration_number"
        )
