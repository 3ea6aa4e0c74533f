"""Words about listings, in templates."""

from django import template
from django.utils.translation import pgettext_lazy

from projects.choices import Disclosure, ListingKind
from projects.states import ListingState

register = template.Library()

_KINDS = {
    ListingKind.NEED: pgettext_lazy("列表", "需求"),
    ListingKind.ACHIEVEMENT: pgettext_lazy("列表", "成果"),
    ListingKind.PILOT_BASE: pgettext_lazy("列表", "中试基地"),
    ListingKind.SCENARIO: pgettext_lazy("列表", "应用场景"),
    ListingKind.CAPABILITY: pgettext_lazy("列表", "实验室能力"),
}

_STATE_BADGES = {
    ListingState.SUBMITTED: "badge-wait",
    ListingState.SENT_BACK: "badge-bad",
    ListingState.PUBLISHED: "badge-good",
    ListingState.DOCKED: "badge-accent",
}


@register.filter
def kind_label(kind: str) -> str:
    """需求, 成果, 中试基地, 应用场景 or 能力."""
    return str(ListingKind(kind).label)


@register.filter
def kinds_label(kind: str) -> str:
    """The kind as the name of a list: one word with kind_label in Chinese, the plural in English."""
    return str(_KINDS[ListingKind(kind)])


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
