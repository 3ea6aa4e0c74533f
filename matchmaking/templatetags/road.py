"""The road of a docking as inline SVG: no script, no inline style, readable aloud by its title."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from matchmaking.states import DOCKING_ROAD, DockingState

register = template.Library()

_PITCH, _LEFT, _TOP = 104, 52, 26
_WIDTH, _HEIGHT, _WITH_EXIT = _PITCH * len(DOCKING_ROAD), 76, 96
_LINE = 12  # characters of a label's line, a Chinese character counting two


@register.simple_tag
def docking_road(state: str, transitions: Iterable[Any]) -> SafeString:
    """The stations of DOCKING_ROAD with the dates they were reached; the present one is marked, what was passed over
    is hollow, and a side exit (on hold, terminated, expired) is a sign at the station where the road was left."""
    reached: dict[str, dt.datetime] = {}
    for step in transitions:
        reached[step.new] = step.at
    on_road = [station for station in DOCKING_ROAD if station in reached]
    here = state if state in DOCKING_ROAD else _left_at(reached)
    at = DOCKING_ROAD.index(here)
    off = state not in DOCKING_ROAD
    stations = format_html_join(
        "",
        "{}",
        ((_station(number, station, _css(number, at, station in on_road, off), reached.get(station)),)
         for number, station in enumerate(DOCKING_ROAD)),
    )  # fmt: skip
    title = _("进展：%(state)s") % {"state": DockingState(state).label}
    return format_html(
        '<svg class="road-map" viewBox="0 0 {} {}" role="img"><title>{}</title>'
        '<line class="way" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<line class="walked" x1="{}" y1="{}" x2="{}" y2="{}"/>{}{}</svg>',
        _WIDTH,
        _WITH_EXIT if off else _HEIGHT,
        title,
        _LEFT,
        _TOP,
        _WIDTH - _LEFT,
        _TOP,
        _LEFT,
        _TOP,
        _LEFT + at * _PITCH,
        _TOP,
        stations,
        _exit_sign(state, at) if off else "",
    )


def _left_at(reached: dict[str, dt.datetime]) -> str:
    """The station from which a docking left the road: the last one it reached."""
    stations = [station for station in DOCKING_ROAD if station in reached]
    return max(stations, key=lambda station: reached[station]) if stations else DOCKING_ROAD[0]


def _css(number: int, at: int, was_reached: bool, off: bool) -> str:
    if number == at:
        return "left" if off else "current"
    if number > at:
        return "ahead"
    return "done" if was_reached else "passed"


def _station(number: int, station: str, css: str, when: dt.datetime | None) -> SafeString:
    x = _LEFT + number * _PITCH
    lines = format_html_join(
        "",
        '<tspan x="{}" dy="{}">{}</tspan>',
        (
            (x, 0 if row == 0 else 16, text)
            for row, text in enumerate(_lines(str(DockingState(station).label)))
        ),
    )
    date = formats.date_format(timezone.localtime(when), "n-j") if when and css != "ahead" else ""
    return format_html(
        '<g class="{}"><circle cx="{}" cy="{}" r="9"/><text class="when" x="{}" y="11">{}</text>'
        '<text x="{}" y="54">{}</text></g>',
        css,
        x,
        _TOP,
        x,
        date,
        x,
        lines,
    )


def _exit_sign(state: str, at: int) -> SafeString:
    x = _LEFT + at * _PITCH
    return format_html(
        '<g class="exit {}"><rect x="{}" y="74" width="72" height="21" rx="10.5"/><text x="{}" y="89">{}</text></g>',
        state,
        x - 36,
        x,
        DockingState(state).label,
    )


def _lines(label: str) -> Sequence[str]:
    """A label in at most two lines, cut where a word ends."""
    if _breadth(label) <= _LINE:
        return [label]
    cuts = [i + 1 for i, letter in enumerate(label) if letter in " /"] or [len(label) // 2]
    cut = min(cuts, key=lambda i: abs(_breadth(label[:i]) - _breadth(label[i:])))
    return [label[:cut].strip(), label[cut:].strip()]


def _breadth(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
