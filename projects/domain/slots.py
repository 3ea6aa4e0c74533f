"""Slots of a pilot base: opened for bookings, closed, opened again."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.vocabulary import code_error
from projects.models import PilotBase, Slot
from projects.states import SLOT_MOVES, SlotState

FIELDS = ("service", "starts_on", "ends_on", "places", "price", "note")


def open_slot(base: PilotBase, values: Mapping[str, Any], *, by: Actor) -> Slot:
    """Offer capacity of a pilot base for booking. `values`: FIELDS.

    Raises NotAllowed for others than the base's writers; Invalid when a value breaks a rule, the service is none of
    the five or none the base offers, or the slot is over before it begins to be offered.
    """
    if not by.writes_for(base.owner_id):
        raise NotAllowed(_("只有中试基地的负责人或编辑可以开放档期。"))
    if unknown := values.keys() - set(FIELDS):
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))
    slot = Slot(base=base, **values)
    errors = {}
    if error := code_error("pilot_service", [slot.service]):
        errors["service"] = error
    elif base.services and slot.service not in base.services:
        errors["service"] = _("这个基地没有登记这项中试服务，请先修改基地信息。")
    if slot.ends_on and slot.ends_on < timezone.localdate():
        errors["ends_on"] = _("档期不能在今天以前结束。")
    if errors:
        raise Invalid(errors)
    clean_and_save(slot)
    return slot


def close_slot(slot: Slot, *, by: Actor, note: str = "") -> Slot:
    """Take no more requests; those that stand are still answered."""
    return _move(slot, SlotState.CLOSED, by=by, note=note)


def reopen_slot(slot: Slot, *, by: Actor) -> Slot:
    return _move(slot, SlotState.OPEN, by=by)


def _move(slot: Slot, new: SlotState, *, by: Actor, note: str = "") -> Slot:
    if not by.writes_for(slot.base.owner_id):
        raise NotAllowed()
    return move(slot, new, table=SLOT_MOVES, by=by, note=note.strip())
