"""Words about listings, in templates."""

from django import template

from projects.choices import Disclosure, ListingKind
from projects.states import ListingState

register = template.Library()

_STATE_BADGES = {
    ListingState.SUBMITTED: "badge-wait",
    ListingState.SENT_BACK: "badge-bad",
    ListingState.PUBLISHED: "badge-good",
    ListingState.DOCKED: "badge-accent",
}


@register.filter
def kind_label(kind: str) -> str:
    """需求, 成果, 中试基地 or 应用场景."""
    return str(ListingKind(kind).label)


@register.filter
def state_badge(state: str) -> str:
    """The badge class of a listing's state."""
    return _STATE_BADGES.get(ListingState(state), "")


@register.filter
def state_label(state: str) -> str:
    """The label of a listing's state."""
    return str(ListingState(state).label)


@register.filter
def disclosure_label(level: str) -> str:
    return str(Disclosure(level).label)
