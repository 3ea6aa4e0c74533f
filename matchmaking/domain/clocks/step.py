"""The clock of a docking's next step: reminded, past its day, escalated, expired."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, LostRace
from config.kernel.move import SYSTEM, move
from matchmaking.choices import NoticeKind
from matchmaking.domain.clocks.tell import midnight, tell, to_both, to_staff
from matchmaking.domain.working_days import working_days_after
from matchmaking.models import Docking, Notice
from matchmaking.states import DOCKING_MOVES, ENDED, DockingState

REMIND_DAYS = 2  # before the deadline
ESCALATE_DAYS = 5  # past the deadline until the staff is told
EXPIRE_DAYS = 20  # past the deadline until a docking that has not been signed expires
WARNED_DAYS = 10  # so long at least both sides have known that they are late
NO_PROGRESS = "12"  # 长期无进展或无回应, of vocabulary exit_reason
K = NoticeKind


def step_notices(today: dt.date) -> Iterator[Notice]:
    """Of every docking going on: opened, and where its next step has a deadline, how that stands."""
    going_on = Docking.objects.exclude(state__in=ENDED).select_related("match__wanted", "match__offered")
    for docking in going_on.order_by("id"):
        match, deadline = docking.match, docking.next_deadline
        yield from to_both(K.DOCKING_OPENED, match, about=docking.opened, docking=docking)
        if deadline is None:
            continue
        about = midnight(deadline)
        if working_days_after(deadline, -REMIND_DAYS) <= today <= deadline:
            yield from to_both(K.STEP_SOON, match, about=about, due=deadline, docking=docking)
        if today > deadline:
            yield from to_both(K.STEP_OVERDUE, match, about=about, due=deadline, docking=docking)
        if today > working_days_after(deadline, ESCALATE_DAYS):
            yield to_staff(K.STEP_ESCALATED, match, about=about, due=deadline, docking=docking)


def expire_dockings(today: dt.date) -> int:
    """Let dockings expire whose deadline is long past and whose sides have known it long enough, and say so; returns
    how many notices that took."""
    warned = Notice.objects.filter(kind=K.STEP_OVERDUE).values_list("docking", "due", "created__date")
    since = {(docking, due): told for docking, due, told in warned}
    late = Docking.objects.filter(next_deadline__lt=today, state__in=_may_expire(), project=None)
    count = 0
    for docking in late.select_related("match__wanted", "match__offered").order_by("id"):
        deadline = docking.next_deadline
        told = since.get((docking.pk, deadline))
        if deadline is None or told is None or today <= working_days_after(told, WARNED_DAYS):
            continue
        if today > working_days_after(deadline, EXPIRE_DAYS):
            count += _expire(docking, deadline)
    return count


def _expire(docking: Docking, deadline: dt.date) -> int:
    changes = {"next_step": "", "next_deadline": None, "left_state": ""}
    note, recorded = gettext_noop("长期无进展"), {"reasons": [NO_PROGRESS], "deadline": deadline}
    about = midnight(deadline)
    try:
        with transaction.atomic():
            move(
                docking,
                DockingState.EXPIRED,
                table=DOCKING_MOVES,
                by=SYSTEM,
                note=note,
                changes=changes,
                recorded=recorded,
            )
            both = to_both(K.DOCKING_EXPIRED, docking.match, about=about, due=deadline, docking=docking)
            staff = to_staff(K.DOCKING_EXPIRED, docking.match, about=about, due=deadline, docking=docking)
            return tell([*both, staff])
    except (IllegalTransition, LostRace):  # moved on meanwhile
        return 0


def _may_expire() -> list[str]:
    return [state for state, nexts in DOCKING_MOVES.items() if DockingState.EXPIRED in nexts]
