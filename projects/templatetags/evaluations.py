"""The spread of an evaluation as inline SVG: no script, no inline style, readable by its title."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.domain.spread import Spread
from projects.models.evaluation import HIGHEST

register = template.Library()

_BADGES = {
    "open": "badge-wait",
    "asked": "badge-wait",
    "closed": "badge-accent",
    "given": "badge-good",
    "released": "badge-good",
    "cancelled": "badge-bad",
}
_STEP, _HIGH, _FOOT = 24, 48, 16  # width of one value, height of the highest column, room for the scale


@register.filter
def evaluation_badge(state: str) -> str:
    """The badge class of the state of an evaluation or an opinion."""
    return _BADGES.get(state, "")


@register.filter
def points(value: float) -> str:
    """A middle as people say it: 7, or 7.5 between two."""
    return f"{value:g}"


@register.simple_tag
def spread_picture(spread: Spread) -> SafeString:
    """One column per value from 0 to 10, as high as so many gave it; the middle is a line across them."""
    most = max(spread.counts)
    columns = format_html_join(
        "",
        '<rect class="column" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (
                value * _STEP + 3,
                round(_HIGH * (1 - count / most), 1),
                _STEP - 6,
                round(_HIGH * count / most, 1),
                _("%(points)s 分：%(count)s 份") % {"points": value, "count": count},
            )
            for value, count in enumerate(spread.counts)
            if count
        ),
    )
    scale = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((value * _STEP + _STEP // 2, _HIGH + _FOOT - 3, value) for value in range(HIGHEST + 1)),
    )
    middle = spread.middle * _STEP + _STEP / 2
    return format_html(
        '<svg class="spread" viewBox="0 0 {} {}" role="img"><title>{}</title>'
        '<line class="ground" x1="0" y1="{}" x2="{}" y2="{}"/>{}'
        '<line class="middle" x1="{}" y1="0" x2="{}" y2="{}"/>{}</svg>',
        (HIGHEST + 1) * _STEP,
        _HIGH + _FOOT,
        _("%(dimension)s：最低 %(lowest)s，中位 %(middle)s，最高 %(highest)s")
        % {
            "dimension": spread.dimension.label,
            "lowest": spread.lowest,
            "middle": points(spread.middle),
            "highest": spread.highest,
        },
        _HIGH,
        (HIGHEST + 1) * _STEP,
        _HIGH,
        columns,
        middle,
        middle,
        _HIGH,
        scale,
    )
