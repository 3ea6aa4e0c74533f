"""A road of stations as inline SVG: no script, no inline style, readable aloud by its title."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_PITCH, _LEFT, _TOP = 104, 52, 26
_HEIGHT, _WITH_EXIT = 76, 96
_LINE = 12  # characters of a label's line, a Chinese character counting two

States = type[models.TextChoices]


def road_map(
    road: Sequence[str], states: States, state: str, transitions: Iterable[Any], *, pitch: int = _PITCH
) -> SafeString:
    """The stations of a road with the dates they were reached; the present one is marked, what was passed over is
    hollow, and a side exit (a state that is not on the road) is a sign at the station where the road was left."""
    reached: dict[str, dt.datetime] = {step.new: step.at for step in transitions}
    here = state if state in road else _left_at(road, reached)
    at, off = road.index(here), state not in road
    stations = format_html_join(
        "",
        "{}",
        (
            (
                _station(
                    _LEFT + number * pitch,
                    str(states(station).label),
                    _css(number, at, station in reached, off),
                    reached.get(station),
                ),
            )
            for number, station in enumerate(road)
        ),
    )
    label = states(state).label
    return format_html(
        '<svg class="road-map" viewBox="0 0 {} {}" role="img"><title>{}</title>'
        '<line class="way" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<line class="walked" x1="{}" y1="{}" x2="{}" y2="{}"/>{}{}</svg>',
        2 * _LEFT + pitch * (len(road) - 1),
        _WITH_EXIT if off else _HEIGHT,
        _("进展：%(state)s") % {"state": label},
        _LEFT,
        _TOP,
        _LEFT + pitch * (len(road) - 1),
        _TOP,
        _LEFT,
        _TOP,
        _LEFT + at * pitch,
        _TOP,
        stations,
        _exit_sign(state, str(label), _LEFT + at * pitch) if off else "",
    )


def _left_at(road: Sequence[str], reached: dict[str, dt.datetime]) -> str:
    """The station from which the road was left: the last one that was reached."""
    stations = [station for station in road if station in reached]
    return max(stations, key=lambda station: reached[station]) if stations else road[0]


def _css(number: int, at: int, was_reached: bool, off: bool) -> str:
    if number == at:
        return "left" if off else "current"
    if number > at:
        return "ahead"
    return "done" if was_reached else "passed"


def _station(x: int, label: str, css: str, when: dt.datetime | None) -> SafeString:
    lines = format_html_join(
        "",
        '<tspan x="{}" dy="{}">{}</tspan>',
        ((x, 0 if row == 0 else 16, text) for row, text in enumerate(_lines(label))),
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


def _exit_sign(state: str, label: str, x: int) -> SafeString:
    return format_html(
        '<g class="exit {}"><rect x="{}" y="74" width="72" height="21" rx="10.5"/><text x="{}" y="89">{}</text></g>',
        state,
        x - 36,
        x,
        label,
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
