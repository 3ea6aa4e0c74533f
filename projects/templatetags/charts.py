"""Small charts as inline SVG: no script, no inline style, readable aloud by their title."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import term_label

register = template.Library()

_CELLS = 13
_PITCH, _CELL_WIDTH, _CELL_HEIGHT = 26, 23, 14
_RING_RADIUS = 20
_RING_LENGTH = 125.66  # 2π · 20


@register.simple_tag
def trl_bar(
    level: int | None = None, *, scheme: str = "trl13", start: int | None = None, wanted: int | None = None
) -> SafeString:
    """Readiness 1–13 as a row of cells: filled up to `level`, or from `start` to `level`; `wanted` is outlined.

    The title says it in words, with the name the scheme gives the level.
    """
    cells = []
    for cell in range(1, _CELLS + 1):
        reached = level is not None and (start or 1) <= cell <= level
        css = "cell reached" if reached else "cell"
        cells.append(((cell - 1) * _PITCH + 2, _CELL_WIDTH, _CELL_HEIGHT, css))
    boxes = format_html_join("", '<rect x="{}" y="2" width="{}" height="{}" rx="3" class="{}"/>', cells)
    numbers = format_html_join(
        "",
        '<text x="{}" y="29" class="{}">{}</text>',
        (
            ((cell - 1) * _PITCH + 2 + _CELL_WIDTH / 2, "on" if cell in (level, wanted, start) else "", cell)
            for cell in range(1, _CELLS + 1)
        ),
    )
    mark = (
        format_html(
            '<rect x="{}" y="1" width="{}" height="{}" rx="4" class="wanted"/>',
            (wanted - 1) * _PITCH + 1,
            _CELL_WIDTH + 2,
            _CELL_HEIGHT + 2,
        )
        if wanted
        else ""
    )
    return format_html(
        '<svg class="trl" viewBox="0 0 340 32" role="img"><title>{}</title>{}{}{}</svg>',
        _trl_words(level, scheme, start, wanted),
        boxes,
        mark,
        numbers,
    )


def _trl_words(level: int | None, scheme: str, start: int | None, wanted: int | None) -> str:
    words = []
    if level is not None and start is not None:
        words.append(_("技术成熟度 %(start)s 到 %(level)s 级") % {"start": start, "level": level})
    elif level is not None:
        words.append(
            _("技术成熟度 %(level)s 级：%(name)s") % {"level": level, "name": term_label(scheme, str(level))}
        )
    if wanted is not None:
        words.append(
            _("期望至少 %(level)s 级：%(name)s") % {"level": wanted, "name": term_label(scheme, str(wanted))}
        )
    return _("；").join(words) or _("未填写技术成熟度")


@register.simple_tag
def score_ring(score: float, band: str = "") -> SafeString:
    """A match score (0..1) as a ring with its percentage; `band` is high, medium or low."""
    percent = round(score * 100)
    return format_html(
        '<svg class="ring {}" viewBox="0 0 48 48" role="img"><title>{}</title>'
        '<circle class="track" cx="24" cy="24" r="{}"/>'
        '<circle class="value" cx="24" cy="24" r="{}" stroke-dasharray="{} {}" transform="rotate(-90 24 24)"/>'
        '<text x="24" y="24">{}</text></svg>',
        band,
        _("匹配度 %(percent)s 分（满分100）") % {"percent": percent},
        _RING_RADIUS,
        _RING_RADIUS,
        round(_RING_LENGTH * score, 1),
        _RING_LENGTH,
        percent,
    )


@register.simple_tag
def bar(value: float, title: str = "") -> SafeString:
    """A share (0..1) as a horizontal bar."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<rect class="track" width="100" height="8" rx="4"/><rect class="value" width="{}" height="8" rx="4"/></svg>',
        title or f"{round(value * 100)}%",
        round(max(0.0, min(1.0, value)) * 100, 1),
    )
