"""How a changed road is written: held for one writer, checked as a whole, every change on record."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import invalid_from
from matchmaking.choices import RoadEdit
from matchmaking.domain.road.chain import Bands, obstacle
from matchmaking.models import Docking, Road, RoadChange, RoadStep
from matchmaking.rules import can_work_on_docking
from matchmaking.states import ENDED, ROAD_MOVES, RoadState
from projects.domain.follow_ups import due_after
from projects.models import PilotBase


def check_may_change(docking: Docking, by: Actor) -> None:
    """Raises NotAllowed, and IllegalTransition when the docking has ended."""
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    check_open(docking)


def open_road(road: Road, by: Actor) -> tuple[Road, list[RoadStep]]:
    """The road, held until the transaction ends, and its steps in order. Raises NotAllowed, IllegalTransition."""
    check_may_change(road.docking, by)
    road = held(road)
    return road, list(road.steps.select_related("listing", "item", "product").order_by("position"))


def open_step(step: RoadStep, by: Actor) -> tuple[Road, list[RoadStep], RoadStep]:
    """The road of a step as `open_road` has it, and the step among the others."""
    road, steps = open_road(step.road, by)
    for each in steps:
        if each.pk == step.pk:
            return road, steps, each
    raise IllegalTransition(_("这一步已经不在路线里，请刷新后查看。"))


def write_steps(road: Road, steps: Sequence[RoadStep], what: RoadEdit, step: RoadStep, by: Actor) -> None:
    """Check the whole road, save it, keep the record. `step`: which of them was changed, or is left out."""
    settle_days(step)
    if problem := obstacle(steps, bands_of(steps)):
        raise Invalid({"step": problem})
    for each in steps:
        try:  # places are swapped: that no two steps have one is checked when all are written
            each.full_clean(validate_constraints=False)
        except ValidationError as error:
            raise invalid_from(error) from error
        each.save()
    record(road, what, step.kind, steps, by)


def settle_days(step: RoadStep) -> None:
    """A first day and a number of months give the last day; between two known days months say nothing more.

    Raises Invalid where the last day is before the first, or beyond the calendar.
    """
    if step.starts_on and step.months and not step.ends_on:
        try:
            step.ends_on = due_after(step.starts_on, step.months)
        except ValueError as error:  # the year 10,000
            raise Invalid({"starts_on": _("日期太晚。")}) from error
    if step.starts_on and step.ends_on:
        step.months = None
        if step.ends_on < step.starts_on:
            raise Invalid({"ends_on": _("结束日期不能早于开始日期。")})


def record(road: Road, what: RoadEdit, kind: str, steps: Sequence[RoadStep], by: Actor) -> None:
    """One row of what was done, and the next version; what somebody had agreed to is a draft again. `road`: held."""
    road.version += 1
    road.save(update_fields=["version"])
    RoadChange.objects.create(
        road=road,
        what=what,
        kind=kind,
        steps=[_as_json(step) for step in steps],
        by_user_id=by.user_id,
        by_label=by.label,
    )
    if road.state != RoadState.DRAFT:
        note = gettext_noop("路线有改动，须双方重新同意")
        move(road, RoadState.DRAFT, table=ROAD_MOVES, by=by, note=note, changes={"agreed_side": ""})


def _as_json(step: RoadStep) -> dict[str, Any]:
    party = step.listing_id or step.item_id or step.product_id
    return {
        "kind": step.kind,
        "trl_before": step.trl_before,
        "trl_after": step.trl_after,
        "party": str(party) if party else None,
        "filled": step.filled,
        "why": step.why,
        "starts_on": step.starts_on.isoformat() if step.starts_on else None,
        "ends_on": step.ends_on.isoformat() if step.ends_on else None,
        "months": step.months,
        "cost": str(step.cost) if step.cost is not None else None,
        "note": step.note,
    }


def bands_of(steps: Sequence[RoadStep]) -> Bands:
    """From which level to which the pilot bases of these steps lift."""
    ids = [step.listing_id for step in steps if step.listing_id]
    rows = PilotBase.objects.filter(pk__in=ids).values_list("pk", "trl_from", "trl_to")
    return {pk: (low, high) for pk, low, high in rows}


def held(road: Road) -> Road:
    """The road as it stands now, held until the transaction ends."""
    rows = Road.objects.select_for_update(of=("self",))
    return rows.select_related("docking__match__wanted__owner", "docking__match__offered__owner").get(
        pk=road.pk
    )


def check_open(docking: Docking) -> None:
    """Raises IllegalTransition when the docking has ended."""
    if Docking.objects.filter(pk=docking.pk, state__in=ENDED).exists():
        raise IllegalTransition(_("对接已经结束。"))
