"""Words about slots, bookings, applications and allocations, in templates."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from projects.choices import OutcomeReason
from projects.domain.allocation.types import AWAY, SMALL
from projects.domain.outcomes import outcome_sentence
from projects.models import AllocationLine

register = template.Library()

_BADGES = {
    "requested": "badge-wait",
    "submitted": "badge-wait",
    "proposed": "badge-wait",
    "waiting": "badge-wait",
    "confirmed": "badge-good",
    "selected": "badge-good",
    "approved": "badge-good",
    "done": "badge-accent",
    "refused": "badge-bad",
    "not_selected": "badge-bad",
    "rejected": "badge-bad",
}
_GROUPS = {SMALL: _("小微企业"), AWAY: _("省会以外市州")}


@register.filter
def place_badge(state: str) -> str:
    """The badge class of the state of a booking, an application or an allocation."""
    return _BADGES.get(state, "")


@register.filter
def step_label(step: Any) -> str:
    """What the state is called that a transition led to."""
    labels = dict(type(step)._meta.get_field("subject").related_model._meta.get_field("state").flatchoices)
    return str(labels.get(step.new, step.new))


@register.filter
def outcome(line: AllocationLine) -> str:
    return outcome_sentence(line)


@register.filter
def reason_label(code: str) -> str:
    return str(OutcomeReason(code).label)


@register.filter
def group_label(code: str) -> str:
    return str(_GROUPS[code])
