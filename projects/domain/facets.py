"""Narrowing a list of listings by what people filter on."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q

from projects.choices import ListingKind

# What each kind is asked for first, beside the facets all kinds have.
OWN_FACET: dict[str, str] = {
    ListingKind.NEED: "need_type",
    ListingKind.ACHIEVEMENT: "stage",
    ListingKind.PILOT_BASE: "services",
    ListingKind.SCENARIO: "aspect",
    ListingKind.CAPABILITY: "work_kinds",
}
# Further facets of a kind: (name in the address, column).
MORE_FACETS: dict[str, tuple[tuple[str, str], ...]] = {
    ListingKind.PILOT_BASE: (("base", "base_kind"), ("domain", "domain")),
    ListingKind.SCENARIO: (("list", "list_kind"), ("size", "size")),
}
# The level a range is compared with: for a need the one it asks for, for a pilot base all it lifts through.
_TRL_BOUNDS: dict[str, tuple[str, str]] = {
    ListingKind.NEED: ("trl_wanted", "trl_wanted"),
    ListingKind.ACHIEVEMENT: ("trl", "trl"),
    ListingKind.PILOT_BASE: ("trl_from", "trl_to"),
    ListingKind.SCENARIO: ("trl", "trl"),
    ListingKind.CAPABILITY: ("trl", "trl"),
}


def within_region(code: str) -> Q:
    """Listings in a place of GB/T 2260 or inside it: 62 0000 a province, 6201 00 a prefecture."""
    if code.endswith("0000"):
        return Q(region__startswith=code[:2])
    return Q(region__startswith=code[:4]) if code.endswith("00") else Q(region=code)


def trl_between(kind: str, lowest: int | None, highest: int | None) -> Q:
    """Listings of `kind` whose level, or span of levels, meets the range."""
    least, most = _TRL_BOUNDS[kind]
    wanted = Q()
    if lowest is not None:
        wanted &= Q(**{f"{most}__gte": lowest})
    if highest is not None:
        wanted &= Q(**{f"{least}__lte": highest})
    return wanted


def with_code(model: Any, field: str, code: str) -> Q:
    """Listings whose coded field is, or holds, the code."""
    if isinstance(model._meta.get_field(field), ArrayField):
        return Q(**{f"{field}__contains": [code]})
    return Q(**{field: code})
