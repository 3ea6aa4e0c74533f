"""Vocabulary codes by their names, in templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from enterprises.domain.vocabulary import term_label
from enterprises.states import OrganizationState

register = template.Library()


@register.simple_tag
def term(scheme: str, code: str | int | None) -> str:
    """The label of one code in the active language; nothing for an empty code."""
    return term_label(scheme, str(code)) if code not in (None, "") else ""


@register.filter
def terms(codes: Iterable[str], scheme: str) -> list[str]:
    """The labels of a list of codes: `{% for label in listing.modes|terms:"coop_mode" %}`."""
    return [term_label(scheme, code) for code in codes or ()]


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """The value of a mapping at a key; nothing when it has none."""
    return values.get(key, "")


@register.filter
def organization_state(state: str) -> str:
    """The label of an organization's state."""
    return str(OrganizationState(state).label)
