"""Words and small drawings about matches, in templates."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from matchmaking.choices import NoticeKind
from matchmaking.domain.reasons import band_of
from matchmaking.states import DockingState, InvitationState, MatchState
from projects.choices import NewsKind

register = template.Library()

_BANDS = {"high": _("高度匹配"), "medium": _("较为匹配"), "low": _("可供参考")}
_BAND_BADGES = {"high": "badge-good", "medium": "badge-accent", "low": ""}
_STATE_BADGES = {
    MatchState.INTERESTED: "badge-wait",
    MatchState.MUTUAL: "badge-accent",
    MatchState.APPROVED: "badge-good",
    MatchState.REJECTED: "badge-bad",
    MatchState.SENT_BACK: "badge-wait",
    MatchState.DECLINED: "",
}
_DOCKING_BADGES = {
    DockingState.SUCCEEDED: "badge-good",
    DockingState.SENT_BACK: "badge-wait",
    DockingState.ON_HOLD: "badge-wait",
    DockingState.TERMINATED: "badge-bad",
    DockingState.EXPIRED: "badge-bad",
}
_NOTICE_BADGES: dict[str, str] = {
    NoticeKind.ANSWER_SOON: "badge-wait",
    NoticeKind.STEP_SOON: "badge-wait",
    NoticeKind.ANSWER_OVERDUE: "badge-bad",
    NoticeKind.REVIEW_OVERDUE: "badge-bad",
    NoticeKind.STEP_OVERDUE: "badge-bad",
    NoticeKind.STEP_ESCALATED: "badge-bad",
    NoticeKind.NO_ANSWER: "",
    NoticeKind.DOCKING_EXPIRED: "",
    NoticeKind.DOCKING_OPENED: "badge-good",
    NoticeKind.MATCH_REJECTED: "badge-bad",
    NoticeKind.MATCH_SENT_BACK: "badge-wait",
    NoticeKind.MENDING_SOON: "badge-wait",
    NoticeKind.MENDING_OVERDUE: "badge-bad",
    NoticeKind.MATCH_LAPSED: "",
    NoticeKind.DOCKING_SENT_BACK: "badge-wait",
    NoticeKind.DOCKING_ON_HOLD: "badge-wait",
    NoticeKind.DOCKING_TERMINATED: "badge-bad",
    NoticeKind.BOOKING_CONFIRMED: "badge-good",
    NoticeKind.BOOKING_REFUSED: "badge-bad",
    NoticeKind.APPLICANT_SELECTED: "badge-good",
    NoticeKind.APPLICANT_WAITING: "badge-wait",
    NoticeKind.APPLICANT_REFUSED: "badge-bad",
    NewsKind.EVALUATION_CLOSED: "badge-good",
    NewsKind.EVALUATION_CANCELLED: "",
    NewsKind.EVALUATION_STALLED: "badge-wait",
}
_VERDICT_BADGES = {"interest": "badge-good", "decline": "badge-bad"}


@register.filter
def band(probability: float) -> str:
    """high, medium or low."""
    return band_of(probability)


@register.filter
def band_label(probability: float) -> str:
    return str(_BANDS[band_of(probability)])


@register.filter
def band_badge(probability: float) -> str:
    return _BAND_BADGES[band_of(probability)]


@register.filter
def percent(share: float) -> str:
    """A share (0..1) as a whole percentage."""
    return f"{round(share * 100)}%"


@register.filter
def match_badge(state: str) -> str:
    """The badge class of a match's state."""
    return _STATE_BADGES.get(MatchState(state), "")


@register.filter
def match_state(state: str) -> str:
    return str(MatchState(state).label) if state in MatchState.values else state


@register.filter
def invitation_state(state: str) -> str:
    return str(InvitationState(state).label) if state in InvitationState.values else state


@register.filter
def docking_badge(state: str) -> str:
    return _DOCKING_BADGES.get(DockingState(state), "badge-accent")


@register.filter
def docking_state(state: str) -> str:
    return str(DockingState(state).label) if state in DockingState.values else state


@register.filter
def verdict_badge(kind: str) -> str:
    return _VERDICT_BADGES.get(kind, "")


@register.filter
def notice_badge(kind: str) -> str:
    return _NOTICE_BADGES.get(kind, "badge-accent")


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """The value of a mapping at a key, nothing when it has none."""
    return values.get(key, "")


@register.filter
def waiting_days(since: dt.datetime | None) -> int:
    """Whole days since a moment."""
    return (timezone.now() - since).days if since else 0


@register.filter
def waiting_words(since: dt.datetime | None) -> str:
    """ "已等 3 天"."""
    days = waiting_days(since)
    return ngettext("已等 %(days)s 天", "已等 %(days)s 天", days) % {"days": days} if days else str(_("今天"))


@register.filter
def days_left(day: dt.date | None) -> int | None:
    """Days until a date; negative when it is past."""
    return (day - timezone.localdate()).days if day else None


@register.filter
def minus(number: int) -> int:
    return -number


@register.filter
def marked(text: str, terms: Sequence[str]) -> SafeString:
    """The text, escaped, with every shared term in <mark>; spaces inside a term do not matter."""
    words = sorted({term for term in terms if term}, key=lambda term: (-len(term), term))
    if not words:
        return format_html("{}", text)
    pattern = "|".join(r"\s*".join(re.escape(letter) for letter in word) for word in words)
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return format_html_join("", "{}", ((_piece(piece, position),) for position, piece in enumerate(pieces)))


def _piece(piece: str, position: int) -> SafeString | str:
    """re.split puts what matched at the odd positions."""
    return format_html("<mark>{}</mark>", piece) if position % 2 else piece


@register.filter
def joined(words: Iterable[str]) -> str:
    return gettext("、").join(words)
