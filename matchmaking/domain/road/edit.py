"""The road of a docking: written from a proposal, changed by both sides, adopted when both have agreed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import invalid_from
from matchmaking.choices import RoadEdit
from matchmaking.domain.road.chain import Bands, obstacle, relink, without
from matchmaking.domain.road.parties import Party, party_of, reasons_for
from matchmaking.domain.road.propose import propose_road
from matchmaking.models import Docking, Road, RoadChange, RoadStep
from matchmaking.rules import can_work_on_docking, sides_of
from matchmaking.states import ENDED, ROAD_MOVES, RoadState
from projects.models import PilotBase

PLAN_FIELDS = ("starts_on", "ends_on", "cost", "note")


def draft_road(docking: Docking, *, by: Actor) -> Road:
    """Write the road as it would be proposed now; one that stands is drafted anew, and its steps stay in the record.

    Raises NotAllowed, IllegalTransition when the docking has ended, Invalid where a level is not told.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    proposal = propose_road(docking.match)
    with transaction.atomic():
        _check_open(docking)
        road, _new = Road.objects.get_or_create(
            docking=docking, defaults={"trl_from": proposal.trl_from, "trl_to": proposal.trl_to}
        )
        road = _held(road)
        road.trl_from, road.trl_to = proposal.trl_from, proposal.trl_to
        road.save(update_fields=["trl_from", "trl_to"])
        road.steps.all().delete()
        steps = [
            RoadStep(
                road=road,
                position=position,
                kind=step.kind,
                trl_before=step.before,
                trl_after=step.after,
                listing_id=step.listing,
                item_id=step.item,
                product_id=step.product,
                filled=step.filled,
                reasons=[dict(each) for each in step.reasons],
                starts_on=step.starts_on,
                ends_on=step.ends_on,
                cost=step.cost,
            )
            for position, step in enumerate(proposal.steps)
        ]
        RoadStep.objects.bulk_create(steps)
        _record(road, RoadEdit.DRAFTED, "", steps, by)
    return road


def replace_party(step: RoadStep, party: UUID | None, *, by: Actor) -> RoadStep:
    """Name somebody else for a step, or nobody. `party`: a pilot base or scenario, a catalogue entry, a product.

    Raises NotAllowed, IllegalTransition; Invalid when the party does not take such a step, or not from its first level
    to its last.
    """
    with transaction.atomic():
        road, steps, step = _open(step, by)
        found = None if party is None else party_of(step, party, by=by)
        _name(step, found)
        if found is not None:
            step.reasons = [dict(each) for each in reasons_for(step, found, road)]
        step.starts_on = step.ends_on = step.cost = None
        _write(road, steps, RoadEdit.PARTY, step, by)
    return step


def plan_step(step: RoadStep, values: Mapping[str, Any], *, by: Actor) -> RoadStep:
    """When a step is taken, what it costs, what was agreed about it. `values`: PLAN_FIELDS.

    Raises NotAllowed, IllegalTransition; Invalid where a step would begin before the one before it has ended.
    """
    if unknown := values.keys() - set(PLAN_FIELDS):
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))
    with transaction.atomic():
        road, steps, step = _open(step, by)
        for name, value in values.items():
            setattr(step, name, value.strip() if isinstance(value, str) else value)
        _write(road, steps, RoadEdit.PLANNED, step, by)
    return step


def move_step(step: RoadStep, position: int, *, by: Actor) -> RoadStep:
    """Put a step at another place, counted from 0. Raises NotAllowed, IllegalTransition; Invalid when the order would
    be no road."""
    with transaction.atomic():
        road, steps, step = _open(step, by)
        if not 0 <= position < len(steps):
            raise Invalid({"position": _("没有这个位置。")})
        steps.remove(step)
        steps.insert(position, step)
        relink(steps, road.trl_from)
        _write(road, steps, RoadEdit.MOVED, step, by)
    return step


def remove_step(step: RoadStep, *, by: Actor) -> Road:
    """Leave a step out; a neighbour takes over the levels it lifted. Raises NotAllowed, IllegalTransition; Invalid when
    none of them can."""
    with transaction.atomic():
        road, steps, step = _open(step, by)
        rest = without(steps, step, _bands(steps))
        if rest is None:
            levels = {"before": step.trl_before, "after": step.trl_after}
            text = _("%(before)s 级到 %(after)s 级没有别的步骤可以承担，不能删去；可以更换承担方。")
            raise Invalid({"step": text % levels})
        RoadStep.objects.filter(pk=step.pk).delete()
        relink(rest, road.trl_from)
        _write(road, rest, RoadEdit.REMOVED, step, by)
    return road


def agree_to_road(road: Road, *, by: Actor) -> Road:
    """One's own side wants this road. With the second side's yes it is adopted: the plan of the docking.

    Raises NotAllowed when the actor writes for neither side or for both, IllegalTransition when the docking has ended
    or the side has agreed, LostRace when somebody changed the road meanwhile.
    """
    sides = sides_of(by, road.docking.match)
    if len(sides) != 1:
        raise NotAllowed(_("只有对接双方各自的负责人或编辑可以同意路线。"))
    side = sides.pop()
    _check_open(road.docking)
    if road.agreed_side == side:
        raise IllegalTransition(_("您这一方已经同意。"))
    if road.state == RoadState.DRAFT:
        return move(road, RoadState.AGREED, table=ROAD_MOVES, by=by, changes={"agreed_side": side})
    return move(road, RoadState.ADOPTED, table=ROAD_MOVES, by=by, changes={"agreed_side": ""})


def _open(step: RoadStep, by: Actor) -> tuple[Road, list[RoadStep], RoadStep]:
    """The road, held until the transaction ends, its steps in order, and the step among them."""
    docking = step.road.docking
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    _check_open(docking)
    road = _held(step.road)
    steps = list(road.steps.select_related("listing", "item", "product").order_by("position"))
    for each in steps:
        if each.pk == step.pk:
            return road, steps, each
    raise IllegalTransition(_("这一步已经不在路线里，请刷新后查看。"))


def _write(road: Road, steps: Sequence[RoadStep], what: RoadEdit, step: RoadStep, by: Actor) -> None:
    """Check the whole road, save it, keep the record."""
    if problem := obstacle(steps, _bands(steps)):
        raise Invalid({"step": problem})
    if step.starts_on and step.ends_on and step.ends_on < step.starts_on:
        raise Invalid({"ends_on": _("结束日期不能早于开始日期。")})
    for each in steps:
        try:  # places are swapped: that no two steps have one is checked when all are written
            each.full_clean(validate_constraints=False)
        except ValidationError as error:
            raise invalid_from(error) from error
        each.save()
    _record(road, what, step.kind, steps, by)


def _record(road: Road, what: RoadEdit, kind: str, steps: Sequence[RoadStep], by: Actor) -> None:
    """One row of what was done; what somebody had agreed to is a draft again."""
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
        "starts_on": step.starts_on.isoformat() if step.starts_on else None,
        "ends_on": step.ends_on.isoformat() if step.ends_on else None,
        "cost": str(step.cost) if step.cost is not None else None,
        "note": step.note,
    }


def _name(step: RoadStep, party: Party | None) -> None:
    step.listing = step.item = step.product = None
    step.filled, step.reasons = party is not None, []
    if party is not None:
        setattr(step, party.column, party.row)


def _bands(steps: Sequence[RoadStep]) -> Bands:
    ids = [step.listing_id for step in steps if step.listing_id]
    rows = PilotBase.objects.filter(pk__in=ids).values_list("pk", "trl_from", "trl_to")
    return {pk: (low, high) for pk, low, high in rows}


def _held(road: Road) -> Road:
    rows = Road.objects.select_for_update(of=("self",))
    return rows.select_related("docking__match__wanted__owner", "docking__match__offered__owner").get(
        pk=road.pk
    )


def _check_open(docking: Docking) -> None:
    if Docking.objects.filter(pk=docking.pk, state__in=ENDED).exists():
        raise IllegalTransition(_("对接已经结束。"))
