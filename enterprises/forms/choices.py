"""Vocabularies as choices of form fields, those in force today."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import terms_of, unknown_codes
from enterprises.models import Term

Choice = tuple[str, str]
HOME_PROVINCE = "62"


def terms_today(scheme: str, keep: Collection[str] = ()) -> Iterator[Term]:
    """Terms in force, and those in `keep`, which a listing holds already."""
    known = terms_of(scheme)
    gone = set(unknown_codes(scheme, known, on=timezone.localdate())) - set(keep)
    return (term for code, term in known.items() if code not in gone)


def choices_of(scheme: str, keep: Collection[str] = ()) -> list[Choice]:
    return [(term.code, term.label) for term in terms_today(scheme, keep)]


def optional(choices: Iterable[tuple[str, Any]], empty: str = "") -> list[Choice]:
    """Choices with a first one that means none."""
    return [("", empty or _("请选择")), *choices]


def region_choices(keep: Collection[str] = ()) -> list[Choice | tuple[str, list[Choice]]]:
    """Places: the home province's prefectures first, then the other provinces."""
    home: list[Choice] = []
    others: list[Choice] = []
    for term in terms_today("region", keep):
        (home if term.code.startswith(HOME_PROVINCE) else others).append((term.code, term.label))
    return [(_("本省"), home), (_("其他省区市"), others)]


def trl_choices() -> list[Choice]:
    return [(term.code, f"{term.code} {term.label}") for term in terms_today("trl13")]


def section_choices() -> list[Choice]:
    """The top level of the industry classification."""
    return [(term.code, f"{term.code} {term.label}") for term in terms_today("industry") if not term.parent]
