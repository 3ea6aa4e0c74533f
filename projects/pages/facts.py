"""What a listing says, field by field, in words: only the fields the reader may see."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import term_label
from projects.domain.codes import scheme_of
from projects.domain.disclosure import Sight
from projects.fields import OF_KIND
from projects.forms.hints import LABELS
from projects.models import Listing


@dataclass(frozen=True)
class Fact:
    """One field with a value: its label, and the value as text or as a list of chips."""

    name: str
    label: str
    text: str = ""
    chips: tuple[str, ...] = ()


def facts_of(listing: Listing, sight: Sight) -> list[Fact]:
    """The short facts of the kind's own fields and the cooperation modes; levels are drawn, not listed."""
    names = [name for name in ("modes", *OF_KIND[type(listing)]) if not name.startswith("trl")]
    facts = (_fact(listing, name) for name in sight.of(names) if not _is_long(listing, name))
    return [fact for fact in facts if fact.text or fact.chips]


def long_texts_of(listing: Listing, sight: Sight) -> list[Fact]:
    """The long texts: description and the kind's own ones."""
    names = ["description", *(name for name in OF_KIND[type(listing)] if _is_long(listing, name))]
    texts = (_fact(listing, name) for name in sight.of(names))
    return [fact for fact in texts if fact.text]


def _is_long(listing: Listing, name: str) -> bool:
    return isinstance(listing._meta.get_field(name), models.TextField)


def _fact(listing: Listing, name: str) -> Fact:
    field: Any = listing._meta.get_field(name)
    label = str(LABELS.get((listing.kind, name), field.verbose_name))
    value, scheme = getattr(listing, name), scheme_of(listing, name)
    if isinstance(value, list):
        return Fact(name, label, chips=tuple(term_label(scheme, code) if scheme else code for code in value))
    if scheme:
        return Fact(name, label, term_label(scheme, value) if value else "")
    return Fact(name, label, _text(value))


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return _("是")
    if isinstance(value, dt.date):
        return formats.date_format(value)
    if isinstance(value, Decimal):
        return f"{value:,.0f}" if value == value.to_integral() else f"{value:,.2f}"
    return str(value)
