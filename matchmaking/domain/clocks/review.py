"""The administrators' clock: what both sides want is decided within five working days."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Max, Q

from matchmaking.choices import NoticeKind
from matchmaking.domain.clocks.tell import to_staff
from matchmaking.domain.working_days import working_days_after
from matchmaking.models import Match, Notice
from matchmaking.states import MatchState

REVIEW_DAYS = 5


def review_notices(today: dt.date) -> Iterator[Notice]:
    """Of every match that waits for a decision: told, past its limit."""
    told = Notice.objects.filter(kind=NoticeKind.REVIEW_WANTED, match__state=MatchState.MUTUAL)
    limits = {(match, about): due for match, about, due in told.values_list("match", "about", "due")}
    both = Q(transitions__new=MatchState.MUTUAL)
    waiting = Match.objects.filter(state=MatchState.MUTUAL).annotate(
        since=Max("transitions__at", filter=both)
    )
    for match in waiting.defer("parts", "terms", "experience").order_by("id"):
        due = limits.get((match.pk, match.since)) or working_days_after(today, REVIEW_DAYS)
        yield to_staff(NoticeKind.REVIEW_WANTED, match, about=match.since, due=due)
        if today > due:
            yield to_staff(NoticeKind.REVIEW_OVERDUE, match, about=match.since, due=due)
