"""Words about consortia, challenges and bids, in templates."""

from decimal import Decimal

from django import template

register = template.Library()

_BADGES = {
    "forming": "badge-wait",
    "invited": "badge-wait",
    "submitted": "badge-wait",
    "sent_back": "badge-wait",
    "agreed": "badge-good",
    "accepted": "badge-good",
    "published": "badge-good",
    "awarded": "badge-good",
    "completed": "badge-accent",
    "declined": "badge-bad",
    "not_awarded": "badge-bad",
    "dissolved": "badge-bad",
}


@register.filter
def team_badge(state: str) -> str:
    """The badge class of the state of a consortium, a membership, a challenge or a bid."""
    return _BADGES.get(state, "")


@register.filter
def yuan(amount: Decimal) -> str:
    """An amount as people read it: 1,500,000 or 0.50, without empty cents."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


@register.filter
def share(score: float) -> str:
    """A score of 0..1 in percent."""
    return f"{round(score * 100)}%"
