"""The silent side's clock: an interest is answered within five working days."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from config.kernel.errors import IllegalTransition, LostRace
from matchmaking.choices import NoticeKind
from matchmaking.domain.clocks.tell import tell, to_both, to_staff
from matchmaking.domain.match import end_unanswered, owner_on, silent_side
from matchmaking.domain.working_days import working_days_after
from matchmaking.models import Match, Notice
from matchmaking.states import MatchState

ANSWER_DAYS = 5  # to answer in
REMIND_DAYS = 2  # before the limit
SILENCE_DAYS = 10  # past the limit until silence is taken for a no
K = NoticeKind


def answer_notices(today: dt.date) -> Iterator[Notice]:
    """Of every match that waits for one side: asked, reminded, past its limit.

    The limit runs from the day the silent side is told, so that nobody's time begins before they could know.
    """
    limits = answer_limits()
    for match, since in _waiting():
        silent = owner_on(match, silent_side(match))
        due = limits.get((match.pk, since)) or working_days_after(today, ANSWER_DAYS)
        yield Notice(kind=K.ANSWER_WANTED, organization=silent, match=match, about=since, due=due)
        if working_days_after(due, -REMIND_DAYS) <= today <= due:
            yield Notice(kind=K.ANSWER_SOON, organization=silent, match=match, about=since, due=due)
        if today > due:
            yield to_staff(K.ANSWER_OVERDUE, match, about=since, due=due)


def end_silence(today: dt.date) -> int:
    """End what nobody answered long after the limit, and say so to both sides; returns how many notices that took."""
    limits, told = answer_limits(), 0
    for match, since in _waiting():
        due = limits.get((match.pk, since))
        if due is None or today <= working_days_after(due, SILENCE_DAYS):
            continue
        try:
            with transaction.atomic():
                end_unanswered(match)
                told += tell(to_both(K.NO_ANSWER, match, about=since, due=due))
        except (IllegalTransition, LostRace):  # answered meanwhile
            continue
    return told


def answer_limits() -> dict[tuple[UUID, dt.datetime], dt.date]:
    """Until when an answer is awaited, by match and moment of the interest."""
    asked = Notice.objects.filter(kind=K.ANSWER_WANTED, match__state=MatchState.INTERESTED)
    rows = asked.values_list("match", "about", "due")
    return {(match, about): due for match, about, due in rows if due is not None}


def _waiting() -> list[tuple[Match, dt.datetime]]:
    """Matches one side wants, each with the moment it said so."""
    interest = Q(transitions__new=MatchState.INTERESTED)
    matches = Match.objects.filter(state=MatchState.INTERESTED).annotate(
        since=Max("transitions__at", filter=interest)
    )
    rows = matches.select_related("wanted__owner", "offered__owner").prefetch_related("verdicts")
    return [(match, match.since) for match in rows.defer("parts", "terms", "experience").order_by("id")]
