"""Writing notices: each once."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from matchmaking.choices import NoticeKind
from matchmaking.models import Docking, Match, Notice
from matchmaking.models.notice import THINGS


def tell(notices: Sequence[Notice]) -> int:
    """Write those that were not told yet; returns how many. Of two that tell at once one does."""
    columns = (*(f"{thing}_id" for thing in THINGS), "kind", "organization_id", "user_id", "about")
    among = Q()
    for thing in THINGS:
        among |= Q(**{f"{thing}__in": {getattr(notice, f"{thing}_id") for notice in notices} - {None}})
    known = set(Notice.objects.filter(among).values_list(*columns))
    fresh = [each for each in notices if tuple(getattr(each, name) for name in columns) not in known]
    for notice in fresh:
        notice.created = timezone.now()  # by the clock that judges limits, not by the database's
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def to_both(
    kind: NoticeKind,
    match: Match,
    *,
    about: dt.datetime,
    due: dt.date | None = None,
    docking: Docking | None = None,
) -> list[Notice]:
    """The same notice for each side; one, where both are the same organization's."""
    owners = dict.fromkeys([match.wanted.owner_id, match.offered.owner_id])
    return [
        Notice(kind=kind, organization_id=owner, match=match, docking=docking, about=about, due=due)
        for owner in owners
    ]


def to_staff(
    kind: NoticeKind,
    match: Match,
    *,
    about: dt.datetime,
    due: dt.date | None = None,
    docking: Docking | None = None,
) -> Notice:
    return Notice(kind=kind, match=match, docking=docking, about=about, due=due)


def midnight(day: dt.date) -> dt.datetime:
    """The moment a day begins here: what a clock that starts with a date is about."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
