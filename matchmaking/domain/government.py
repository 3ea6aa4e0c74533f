"""What governments ask for in a year: needs, dockings, signings, days per stage, and the contracts' figures."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import NotAllowed
from enterprises.actors import Actor
from matchmaking.models import Docking, DockingTransition
from matchmaking.states import DOCKING_ROAD, DockingState
from projects.domain.contract_figures import Cell, Table, contract_tables
from projects.models import Need, ProjectTransition
from projects.states import PROJECT_ROAD, ProjectStage

Step = tuple[UUID, str, dt.datetime]
DAY = dt.timedelta(days=1)


def government_tables(year: int, *, by: Actor) -> list[Table]:
    """All tables of a year. Raises NotAllowed for everybody but staff: they tell of everybody's contracts."""
    if not by.is_staff_member:
        raise NotAllowed()
    return [_counts(year), *contract_tables(year, by), _days(year)]


def _counts(year: int) -> Table:
    """Needs published in the year, dockings opened in it, contracts signed in it."""
    needs = Need.objects.filter(published_at__year=year).count()
    opened = Docking.objects.filter(opened__year=year).count()
    signed = DockingTransition.objects.filter(new=DockingState.SIGNED, at__year=year).count()
    succeeded = DockingTransition.objects.filter(new=DockingState.SUCCEEDED, at__year=year).count()
    docked = Docking.objects.filter(match__wanted__published_at__year=year)
    of_needs = docked.values("match__wanted").distinct().count()
    rate = (Decimal(of_needs) / needs * 100).quantize(Decimal("0.01")) if needs else None
    rows: list[tuple[Cell, ...]] = [
        (_("当年发布的需求"), needs),
        (_("当年开始的对接"), opened),
        (_("当年签订的合同"), signed),
        (_("当年完成的对接"), succeeded),
        (_("当年需求的对接率（%）"), rate),
    ]
    return Table("counts", _("需求与对接"), (_("指标"), _("数值")), rows)


def _days(year: int) -> Table:
    """Median days that dockings and projects stayed in a stage they left in the year, and how many did."""
    rows: list[tuple[Cell, ...]] = []
    for road, states, model in (
        (DOCKING_ROAD[:-1], DockingState, DockingTransition),
        (PROJECT_ROAD[:-1], ProjectStage, ProjectTransition),
    ):
        stays = _stays(model, year)
        for state in road:
            days = stays.get(state, [])
            middle = Decimal(str(median(days))).quantize(Decimal("0.01")) if days else None
            rows.append((str(states(state).label), len(days), middle))
    headings = (_("环节"), _("离开该环节的次数"), _("停留天数中位数"))
    return Table("days", _("各环节用时"), headings, rows)


def _stays(model: type[Model], year: int) -> dict[str, list[float]]:
    """State → days of each stay in it that ended in the year."""
    rows = model._default_manager.order_by("subject", "id").values_list("subject", "new", "at")
    found: dict[str, list[float]] = {}
    for state, begun, ended in _pairs(rows.iterator()):
        if timezone.localtime(ended).year == year:
            found.setdefault(state, []).append((ended - begun) / DAY)
    return found


def _pairs(steps: Iterable[Any]) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    """(state, entered, left) of consecutive steps of the same subject."""
    last: Step | None = None
    for subject, new, at in steps:
        if last is not None and last[0] == subject:
            yield last[1], last[2], at
        last = (subject, new, at)
