"""The road of a docking: written from a proposal, changed by both sides, adopted when both have agreed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, LostRace, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from matchmaking.choices import RoadEdit
from matchmaking.domain.road.chain import relink, without
from matchmaking.domain.road.insertion import with_step
from matchmaking.domain.road.parties import Party, party_of, reasons_for
from matchmaking.domain.road.propose import propose_road
from matchmaking.domain.road.writing import (
    bands_of,
    check_open,
    held,
    open_road,
    open_step,
    record,
    settle_days,
    write_steps,
)
from matchmaking.models import Docking, Road, RoadStep
from matchmaking.rules import can_work_on_docking, sides_of
from matchmaking.states import ROAD_MOVES, RoadState

PLAN_FIELDS = ("why", "starts_on", "ends_on", "months", "cost", "note")
NEW_FIELDS = ("kind", "trl_before", "trl_after", "party", *PLAN_FIELDS)
MOST_STEPS = 30  # of a road


def draft_road(docking: Docking, *, by: Actor) -> Road:
    """Write the road as it would be proposed now; one that stands is drafted anew, and its steps stay in the record.

    Raises NotAllowed, IllegalTransition when the docking has ended, Invalid where a level is not told.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    proposal = propose_road(docking.match)
    with transaction.atomic():
        check_open(docking)
        road, _new = Road.objects.get_or_create(
            docking=docking, defaults={"trl_from": proposal.trl_from, "trl_to": proposal.trl_to}
        )
        road = held(road)
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
        record(road, RoadEdit.DRAFTED, "", steps, by)
    return road


def add_step(road: Road, values: Mapping[str, Any], *, by: Actor) -> RoadStep:
    """Put a step of the two sides' own into the road, where its levels say; see `with_step` for what gives way.

    `values`: NEW_FIELDS; kind and levels at least. Without `party` somebody is looked for.
    Raises NotAllowed, IllegalTransition; Invalid where such a step is not to be had, or its party does not take it.
    """
    _check_names(values, NEW_FIELDS)
    with transaction.atomic():
        road, steps = open_road(road, by)
        if len(steps) >= MOST_STEPS:
            raise Invalid({"step": _("一条路线最多 %(most)s 步。") % {"most": MOST_STEPS}})
        step = RoadStep(road=road, **{name: values[name] for name in ("kind", "trl_before", "trl_after")})
        _plan(step, values)
        if (party := values.get("party")) is not None:
            found = party_of(step, party, by=by)
            _name(step, found)
            step.reasons = [dict(each) for each in reasons_for(step, found, road)]
        settle_days(step)
        whole = with_step(steps, step, start=road.trl_from, bands=bands_of([*steps, step]))
        write_steps(road, whole, RoadEdit.ADDED, step, by)
    return step


def replace_party(step: RoadStep, party: UUID | None, *, by: Actor) -> RoadStep:
    """Name somebody else for a step, or nobody. `party`: a pilot base or scenario, a catalogue entry, a product.

    Raises NotAllowed, IllegalTransition; Invalid when the party does not take such a step, or not from its first level
    to its last.
    """
    with transaction.atomic():
        road, steps, step = open_step(step, by)
        found = None if party is None else party_of(step, party, by=by)
        _name(step, found)
        if found is not None:
            step.reasons = [dict(each) for each in reasons_for(step, found, road)]
        step.starts_on = step.ends_on = step.months = step.cost = None
        write_steps(road, steps, RoadEdit.PARTY, step, by)
    return step


def plan_step(step: RoadStep, values: Mapping[str, Any], *, by: Actor) -> RoadStep:
    """Why a step is taken and when, what it costs, what was agreed about it. `values`: PLAN_FIELDS.

    Raises NotAllowed, IllegalTransition; Invalid where a step would begin before the one before it has ended.
    """
    _check_names(values, PLAN_FIELDS)
    with transaction.atomic():
        road, steps, step = open_step(step, by)
        _plan(step, values)
        write_steps(road, steps, RoadEdit.PLANNED, step, by)
    return step


def move_step(step: RoadStep, position: int, *, by: Actor) -> RoadStep:
    """Put a step at another place, counted from 0. Raises NotAllowed, IllegalTransition; Invalid when the order would
    be no road."""
    with transaction.atomic():
        road, steps, step = open_step(step, by)
        if not 0 <= position < len(steps):
            raise Invalid({"position": _("没有这个位置。")})
        steps.remove(step)
        steps.insert(position, step)
        relink(steps, road.trl_from)
        write_steps(road, steps, RoadEdit.MOVED, step, by)
    return step


def remove_step(step: RoadStep, *, by: Actor) -> Road:
    """Leave a step out; a neighbour takes over the levels it lifted. Raises NotAllowed, IllegalTransition; Invalid when
    none of them can."""
    with transaction.atomic():
        road, steps, step = open_step(step, by)
        rest = without(steps, step, bands_of(steps))
        if rest is None:
            levels = {"before": step.trl_before, "after": step.trl_after}
            text = _("%(before)s 级到 %(after)s 级没有别的步骤可以承担，不能删去；可以更换承担方。")
            raise Invalid({"step": text % levels})
        RoadStep.objects.filter(pk=step.pk).delete()
        relink(rest, road.trl_from)
        write_steps(road, rest, RoadEdit.REMOVED, step, by)
    return road


def agree_to_road(road: Road, version: int | None, *, by: Actor) -> Road:
    """One's own side wants this road. With the second side's yes it is adopted: the plan of the docking.

    `version`: which one the actor has read. Raises NotAllowed when the actor writes for neither side or for both,
    IllegalTransition when the docking has ended or the side has agreed, LostRace when the road is another by now.
    """
    sides = sides_of(by, road.docking.match)
    if len(sides) != 1:
        raise NotAllowed(_("只有对接双方各自的负责人或编辑可以同意路线。"))
    side = sides.pop()
    with transaction.atomic():
        check_open(road.docking)
        road = held(road)
        if road.version != version:
            text = _("路线在您打开之后有过改动，现在是第 %(now)s 稿。请看过现在的路线，再决定是否同意。")
            raise LostRace(text % {"now": road.version})
        if road.agreed_side == side:
            raise IllegalTransition(_("您这一方已经同意。"))
        if road.state == RoadState.DRAFT:
            return move(road, RoadState.AGREED, table=ROAD_MOVES, by=by, changes={"agreed_side": side})
        return move(road, RoadState.ADOPTED, table=ROAD_MOVES, by=by, changes={"agreed_side": ""})


def _check_names(values: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if unknown := values.keys() - set(known):
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))


def _plan(step: RoadStep, values: Mapping[str, Any]) -> None:
    for name in values.keys() & set(PLAN_FIELDS):
        value = values[name]
        setattr(step, name, value.strip() if isinstance(value, str) else value)


def _name(step: RoadStep, party: Party | None) -> None:
    step.listing = step.item = step.product = None
    step.filled, step.reasons = party is not None, []
    if party is not None:
        setattr(step, party.column, party.row)
