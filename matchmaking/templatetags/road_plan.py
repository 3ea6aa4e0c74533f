"""转化路线 as a picture: an upright road of stations, as inline SVG. No script, no inline style; the text can be
selected and followed, and is read aloud in its order."""

from collections.abc import Iterator, Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.domain.vocabulary import term_label
from matchmaking.domain.road.view import Named, StepView
from matchmaking.states import StepState
from projects.templatetags.catalogue import yuan

register = template.Library()

WIDTH = 420
_ROAD, _LEFT, _RIGHT = 30, 66, 412  # middle of the road; the cards beside it
_PAD, _LINE, _GAP, _SMALL, _CAPTION = 12, 19, 26, 17, 15
_TITLE, _TEXT = 44, 50  # breadth of a line, a Chinese character counting two
_MOST_REASONS = 3
_KIND_CSS = {
    StepState.OPEN: "open",
    StepState.PLANNED: "planned",
    StepState.ASKED: "asked",
    StepState.BOOKED: "booked",
    StepState.DONE: "done",
}
Line = tuple[str, str, str]  # text, css class, address


@register.simple_tag
def road_plan(views: Sequence[StepView], trl_from: int, trl_to: int, edits: bool = False) -> SafeString:
    """The road from the achievement's level to the need's; with `edits` each station leads to where it is changed."""
    parts, y = [_level(28, trl_from, "start", _("成果现有成熟度"))], 60
    level = trl_from
    for view in views:
        lines = list(_lines(view))
        height = 2 * _PAD + 24 + sum(_height(line) for line in lines)
        parts.append(_station(view, y, height, lines, edits))
        y += height + 10
        if view.after > level:
            level = view.after
            parts.append(_level(y + 14, level, "", ""))
            y += 40
        else:
            y += 8
    parts.append(_level(y + 16, max(level, trl_to), "goal", _("需求期望成熟度")))
    height = y + 48
    return format_html(
        '<svg class="road-plan" viewBox="0 0 {} {}" role="group" aria-label="{}"><title>{}</title><desc>{}</desc>'
        '<line class="tarmac" x1="{}" y1="28" x2="{}" y2="{}"/>'
        '<line class="marking" x1="{}" y1="28" x2="{}" y2="{}"/>{}</svg>',
        WIDTH,
        height,
        _title(trl_from, trl_to),
        _title(trl_from, trl_to),
        _description(views),
        *(_ROAD, _ROAD, y + 16),
        *(_ROAD, _ROAD, y + 16),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


_PAGES = {
    "listing": "projects:detail",
    "item": "projects:first-set",
    "product": "projects:finance-product",
}


@register.filter
def party_url(named: Named) -> str:
    """The page of what a step names; none where the reader may not open it."""
    return reverse(_PAGES[named.kind], args=[named.pk]) if named.kind else ""


def _title(trl_from: int, trl_to: int) -> str:
    return _("转化路线：成熟度从 %(start)s 级到 %(goal)s 级") % {"start": trl_from, "goal": trl_to}


def _description(views: Sequence[StepView]) -> str:
    """The whole road in a sentence."""
    told = [
        _("%(kind)s %(before)s→%(after)s 级：%(who)s（%(state)s）")
        % {
            "kind": view.label,
            "before": view.before,
            "after": view.after,
            "who": view.named.title if view.named and view.filled else _("待找承担方"),
            "state": view.state_label,
        }
        for view in views
    ]
    return _("；").join(told)


def _level(y: int, level: int, css: str, caption: str) -> SafeString:
    """A milestone: the level reached, with what the scale calls it."""
    name = term_label("trl13", str(level))
    told = (
        f"{caption} {level} · {name}"
        if caption
        else _("达到 %(level)s 级 · %(name)s") % {"level": level, "name": name}
    )
    lines = wrapped(told, _TEXT)
    top = y + 5 - _CAPTION * (len(lines) - 1) / 2
    return format_html(
        '<g class="level-mark {}"><circle cx="{}" cy="{}" r="17"/><text class="figure" x="{}" y="{}">{}</text>{}</g>',
        css,
        *(_ROAD, y),
        *(_ROAD, y + 5, level),
        format_html_join(
            "",
            '<text class="caption" x="{}" y="{}">{}</text>',
            ((_LEFT, f"{top + _CAPTION * n:g}", line) for n, line in enumerate(lines)),
        ),
    )


def _station(view: StepView, y: int, height: int, lines: Sequence[Line], edits: bool) -> SafeString:
    css = _KIND_CSS[StepState(view.state)]
    edit = (
        format_html(
            '<a class="edit" href="{}"><text x="{}" y="{}">{}</text></a>',
            reverse("matchmaking:road-step", args=[view.pk]),
            _RIGHT - _PAD,
            y + height - _PAD,
            pgettext("路线", "修改"),
        )
        if edits and view.pk
        else ""
    )
    return format_html(
        '<g class="station {}"><rect class="card-box" x="{}" y="{}" width="{}" height="{}" rx="10"/>'
        '<path class="branch" d="M{} {}H{}"/><circle class="stop" cx="{}" cy="{}" r="6"/>'
        '<text class="kind" x="{}" y="{}">{}</text><text class="state" x="{}" y="{}">{}</text>{}{}</g>',
        css,
        *(_LEFT, y, _RIGHT - _LEFT, height),
        *(_ROAD, y + 22, _LEFT),
        *(_ROAD, y + 22),
        *(_LEFT + _PAD, y + _PAD + 13, _headline(view)),
        *(_RIGHT - _PAD, y + _PAD + 13, view.state_label),
        _written(lines, y + _PAD + 24),
        edit,
    )


def _headline(view: StepView) -> str:
    if view.after == view.before:
        return view.label
    return f"{view.label} {view.before} → {view.after}"


def _lines(view: StepView) -> Iterator[Line]:
    """What stands on a card, line by line."""
    if view.named is None:
        yield _("待找承担方"), "name", ""
    else:
        lead = "" if view.filled else _("最接近：")
        for text in wrapped(lead + view.named.title, _TITLE):
            yield text, "name", party_url(view.named)
        where = " · ".join(part for part in (view.named.who, view.named.place) if part)
        for text in wrapped(where, _TEXT):
            yield text, "who", ""
    when = _when(view)
    if when:
        yield when, "when", ""
    for sentence, speaks_for in view.reasons[:_MOST_REASONS]:
        for n, text in enumerate(wrapped(sentence, _TEXT - 3)):
            yield ("· " if n == 0 else "  ") + text, "why" if speaks_for else "against", ""
    for text in wrapped(view.note, _TEXT):
        yield text, "note", ""


def _when(view: StepView) -> str:
    days = " – ".join(day.isoformat() for day in (view.starts_on, view.ends_on) if day)
    long = _("约 %(months)s 个月") % {"months": view.months} if view.months else ""
    cost = _("约 %(cost)s") % {"cost": yuan(view.cost)} if view.cost is not None else ""
    return " · ".join(part for part in (days, long, cost) if part)


def _height(line: Line) -> int:
    return _LINE if line[1] == "name" else _SMALL


def _written(lines: Sequence[Line], y: int) -> SafeString:
    rows = []
    for line in lines:
        text, css, address = line
        y += _height(line)
        inner = format_html('<text class="{}" x="{}" y="{}">{}</text>', css, _LEFT + _PAD, y, text)
        rows.append(format_html('<a href="{}">{}</a>', address, inner) if address else inner)
    return format_html_join("", "{}", ((row,) for row in rows))


def wrapped(text: str, breadth: int) -> list[str]:
    """A text in lines of at most this breadth; Latin words stay whole, where they fit into a line at all."""
    lines, line, width = [], "", 0
    for word in _words(text):
        wide = _breadth(word)
        if line and width + wide > breadth:
            lines.append(line.rstrip())
            line, width = "", 0
            word = word.lstrip()
            wide = _breadth(word)
        line, width = line + word, width + wide
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may end: after each Chinese character, after each space."""
    word = ""
    for letter in text:
        word += letter
        if letter == " " or ord(letter) > 0x2E7F or len(word) >= 40:
            yield word
            word = ""
    if word:
        yield word


def _breadth(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
