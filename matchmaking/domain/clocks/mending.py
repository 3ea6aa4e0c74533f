"""The clock of a match that the review sent back: reminded, past its day, lapsed."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, LostRace
from config.kernel.move import SYSTEM, move
from matchmaking.choices import NoticeKind
from matchmaking.domain.clocks.tell import tell, to_both, to_staff
from matchmaking.domain.working_days import working_days_after
from matchmaking.models import Match, MatchTransition, Notice
from matchmaking.states import MATCH_MOVES, MatchState

REMIND_DAYS = 2  # before the day that was set
LAPSE_DAYS = 10  # past it, and so long at least the sides have known, until the match lapses
NO_ANSWER = "12"  # 长期无进展或无回应, of vocabulary exit_reason
K = NoticeKind


def mending_notices(today: dt.date) -> Iterator[Notice]:
    """Of every match sent back: that it is, the day nears, the day is past (both sides and the staff)."""
    for match, since, due in _being_mended():
        yield from to_both(K.MATCH_SENT_BACK, match, about=since, due=due)
        if working_days_after(due, -REMIND_DAYS) <= today <= due:
            yield from to_both(K.MENDING_SOON, match, about=since, due=due)
        if today > due:
            yield from to_both(K.MENDING_OVERDUE, match, about=since, due=due)
            yield to_staff(K.MENDING_OVERDUE, match, about=since, due=due)


def lapse_unmended(today: dt.date) -> int:
    """Let matches lapse that nobody mended long after the day, and say so; returns how many notices that took."""
    told = Notice.objects.filter(kind=K.MENDING_OVERDUE, organization=None)
    known = {(match, about): day for match, about, day in told.values_list("match", "about", "created__date")}
    count = 0
    for match, since, due in _being_mended():
        warned = known.get((match.pk, since))
        if warned is None or today <= working_days_after(warned, LAPSE_DAYS):
            continue
        recorded = {"reasons": [NO_ANSWER], "deadline": due}
        note = gettext_noop("逾期未整改")
        try:
            with transaction.atomic():
                move(match, MatchState.LAPSED, table=MATCH_MOVES, by=SYSTEM, note=note, recorded=recorded)
                count += tell(to_both(K.MATCH_LAPSED, match, about=since, due=due))
        except (IllegalTransition, LostRace):  # mended meanwhile
            continue
    return count


def _being_mended() -> list[tuple[Match, dt.datetime, dt.date]]:
    """Matches sent back, each with the moment and the day that was set."""
    last = MatchTransition.objects.filter(subject=OuterRef("pk"), new=MatchState.SENT_BACK).order_by("-id")
    matches = Match.objects.filter(state=MatchState.SENT_BACK).annotate(
        since=Subquery(last.values("at")[:1]), due=Subquery(last.values("deadline")[:1])
    )
    rows = matches.select_related("wanted", "offered").defer("parts", "terms", "experience").order_by("id")
    return [(match, match.since, match.due) for match in rows]
