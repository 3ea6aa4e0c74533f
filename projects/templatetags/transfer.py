"""Transfer projects in templates: their road, their money, their words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.domain.funding import Mix
from projects.states import PROJECT_ROAD, ProjectStage
from projects.templatetags.road_map import road_map

register = template.Library()

_BADGES = {
    ProjectStage.UPGRADE: "badge-good",
    ProjectStage.TERMINATED: "badge-bad",
    ProjectStage.OPENED: "badge-wait",
}


@register.simple_tag
def project_road(state: str, transitions: Iterable[Any]) -> SafeString:
    """The stages of a project; termination is the side exit."""
    return road_map(PROJECT_ROAD, ProjectStage, state, transitions, pitch=190)


@register.filter
def stage_badge(state: str) -> str:
    return _BADGES.get(ProjectStage(state), "badge-accent")


@register.filter
def stage_label(state: str) -> str:
    return str(ProjectStage(state).label)


@register.filter
def money(amount: Decimal | None) -> str:
    """An amount with thousands and cents; a dash where there is none."""
    return "—" if amount is None else f"{amount:,.2f}"


@register.simple_tag
def money_bar(received: Decimal, planned: Decimal, amount: Decimal | None) -> SafeString:
    """How much of the contract has come in (filled) and is planned (lighter); nothing without an amount."""
    if not amount:
        return SafeString("")
    share, plan = min(received / amount, Decimal(1)), min(planned / amount, Decimal(1))
    title = _("合同成交额 %(amount)s 元，已到账 %(received)s 元（%(share)s%%）") % {
        "amount": money(amount),
        "received": money(received),
        "share": round(share * 100),
    }
    return format_html(
        '<svg class="bar money-bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<rect class="track" width="100" height="4"/><rect class="plan" width="{}" height="4"/>'
        '<rect class="value" width="{}" height="4"/></svg>',
        title,
        f"{plan * 100:.2f}",
        f"{share * 100:.2f}",
    )


@register.simple_tag
def mix_bar(mix: Mix) -> SafeString:
    """The parts of government, enterprise and social money, side by side."""
    if not mix.total:
        return SafeString("")
    first = mix.share("government") * 100
    second = mix.share("enterprise") * 100
    title = _("政府引导 %(government)s%%，企业配套 %(enterprise)s%%，社会资本 %(social)s%%") % {
        "government": round(first),
        "enterprise": round(second),
        "social": round(mix.share("social") * 100),
    }
    return format_html(
        '<svg class="bar mix-bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<rect class="social" width="100" height="4"/><rect class="enterprise" width="{}" height="4"/>'
        '<rect class="government" width="{}" height="4"/></svg>',
        title,
        f"{first + second:.2f}",
        f"{first:.2f}",
    )


@register.filter
def figure(value: Decimal | int | None) -> str:
    """A cell of a table of figures: counts without, amounts with cents."""
    return f"{value:,}" if isinstance(value, int) else money(value)


@register.filter
def plain(value: Decimal) -> str:
    """A measured number without the zeros that the column adds."""
    return f"{value.normalize():f}"
