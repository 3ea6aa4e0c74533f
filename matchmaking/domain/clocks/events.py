"""What happened to matches and dockings and waits for nobody: a refusal, an exit, a new file. Told once, from the rows
of the last days."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils import timezone

from matchmaking.choices import NoticeKind
from matchmaking.domain.clocks.tell import to_both
from matchmaking.models import DockingFile, DockingTransition, MatchTransition, Notice
from matchmaking.states import DockingState, MatchState

LOOK_BACK = dt.timedelta(days=7)  # so long the scheduler may have stood still
K = NoticeKind
EXITS: Mapping[str, NoticeKind] = {
    DockingState.SENT_BACK: K.DOCKING_SENT_BACK,
    DockingState.ON_HOLD: K.DOCKING_ON_HOLD,
    DockingState.TERMINATED: K.DOCKING_TERMINATED,
}


def event_notices() -> Iterator[Notice]:
    """Of every refusal, exit and file of the last days."""
    since = timezone.now() - LOOK_BACK
    refused = MatchTransition.objects.filter(new=MatchState.REJECTED, at__gte=since)
    for step in refused.select_related("subject__wanted", "subject__offered").order_by("id"):
        yield from to_both(K.MATCH_REJECTED, step.subject, about=step.at)
    left = DockingTransition.objects.filter(new__in=list(EXITS), at__gte=since)
    pair = ("subject__match__wanted", "subject__match__offered")
    for move in left.select_related(*pair).order_by("id"):
        docking = move.subject
        kind = EXITS[move.new]
        yield from to_both(kind, docking.match, about=move.at, due=move.deadline, docking=docking)
    files = DockingFile.objects.filter(at__gte=since)
    parties = ("docking__match__wanted", "docking__match__offered", "document")
    for file in files.select_related(*parties).order_by("at", "id"):
        both = to_both(K.DOCKING_FILE, file.docking.match, about=file.at, docking=file.docking)
        yield from (notice for notice in both if notice.organization_id != file.document.owner_id)
