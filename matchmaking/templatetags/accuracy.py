"""Figures in words, and the reliability diagram as inline SVG: no script, no inline style, readable by its title."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from matchmaking.choices import Measure
from matchmaking.models import AccuracyFigure

register = template.Library()

_SIDE, _LEFT, _TOP = 240, 46, 12  # the square, and the room for its scales
_WIDTH, _HEIGHT = _LEFT + _SIDE + 14, _TOP + _SIDE + 46
_SMALLEST, _LARGEST = 3.0, 9.0  # radius of a point, by the root of its share of pairs


@register.filter
def figure_value(figure: AccuracyFigure) -> str:
    """The value as a reader expects it: shares in percent, the calibration error in points, NDCG as a number."""
    return _said(figure, figure.value)


@register.filter
def figure_interval(figure: AccuracyFigure) -> str:
    """The 95 % interval, "61–74%"."""
    lower, upper = _said(figure, figure.lower), _said(figure, figure.upper)
    return f"{lower.removesuffix('%')}–{upper}"


def _said(figure: AccuracyFigure, value: float | None) -> str:
    if value is None:
        return ""
    if figure.measure == Measure.NDCG_10:
        return f"{value:.2f}"
    if figure.measure == Measure.CALIBRATION:
        return f"{value * 100:.1f}"
    return f"{round(value * 100)}%"


@register.simple_tag
def reliability_diagram(bins: Sequence[Mapping[str, float]]) -> SafeString:
    """What was shown (across) against what was found (up), one point per bin, the area of a point as its pairs.

    On the dashed diagonal a shown probability is the truth; below it too much was promised.
    """
    most = max((one["pairs"] for one in bins), default=1)
    points = format_html_join(
        "",
        '<circle class="point" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        (
            (
                _x(one["shown"]),
                _y(one["found"]),
                round(max(_SMALLEST, _LARGEST * (one["pairs"] / most) ** 0.5), 1),
                _words(one),
            )
            for one in bins
        ),
    )
    return format_html(
        '<svg class="reliability" viewBox="0 0 {} {}" role="img"><title>{}</title>{}{}{}</svg>',
        _WIDTH,
        _HEIGHT,
        _("校准图：横轴为显示的概率，纵轴为实际评为相关的比例，共 %(bins)s 个区间") % {"bins": len(bins)},
        _scales(),
        format_html('<line class="truth" x1="{}" y1="{}" x2="{}" y2="{}"/>', _x(0), _y(0), _x(1), _y(1)),
        points,
    )


def _scales() -> SafeString:
    marks = format_html_join(
        "",
        '<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/><line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<text class="across" x="{}" y="{}">{}</text><text class="up" x="{}" y="{}">{}</text>',
        (
            (
                *(_x(at), _y(0), _x(at), _y(1)),
                *(_x(0), _y(at), _x(1), _y(at)),
                *(_x(at), _y(0) + 16, f"{round(at * 100)}%"),
                *(_x(0) - 6, _y(at) + 4, f"{round(at * 100)}%"),
            )
            for at in (0.0, 0.25, 0.5, 0.75, 1.0)
        ),
    )
    return format_html(
        '{}<text class="across name" x="{}" y="{}">{}</text><text class="up name" x="{}" y="{}">{}</text>',
        marks,
        _x(0.5),
        _HEIGHT - 8,
        _("显示的概率"),
        _x(0) + 6,
        _y(1) + 14,
        _("实际比例"),
    )


def _words(one: Mapping[str, float]) -> str:
    return _("显示 %(shown)s%%，实际 %(found)s%%，%(pairs)s 对") % {
        "shown": round(one["shown"] * 100),
        "found": round(one["found"] * 100),
        "pairs": one["pairs"],
    }


def _x(value: float) -> float:
    return round(_LEFT + _SIDE * value, 1)


def _y(value: float) -> float:
    return round(_TOP + _SIDE * (1 - value), 1)
