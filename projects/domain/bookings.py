"""Bookings of pilot slots: requested, answered by the base, done with what was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save, invalid_from
from enterprises.domain.numbers import new_number
from projects.models import Achievement, Booking, BookingResult, BookingTransition, Slot
from projects.rules import is_on_show
from projects.states import BOOKING_MOVES, BookingState, SlotState

MOST_RESULTS = 30
RESULT_FIELDS = ("indicator", "before", "after", "unit")


class SlotFull(IllegalTransition):
    """Every place of the slot is taken."""

    code = "slot_full"
    message = gettext_lazy("这个档期的名额已满。")


def request_booking(slot: Slot, achievement: Achievement, *, purpose: str, by: Actor) -> Booking:
    """Ask for a place for an achievement. More may ask than there are places; see `allocations`.

    Raises NotAllowed when the actor does not write for the achievement's owner; Invalid when the achievement is not
    on show, is the base's own, or stands in this slot already, and when the slot is closed or over.
    """
    if not by.writes_for(achievement.owner_id):
        raise NotAllowed(_("只能为自己主体的成果预约。"))
    errors = {}
    if not is_on_show(achievement):
        errors["achievement"] = _("成果发布以后才能预约中试。")
    elif achievement.owner_id == slot.base.owner_id:
        errors["achievement"] = _("成果与中试基地属于同一主体，不需要预约。")
    if not slot_takes_requests(slot):
        errors["slot"] = _("这个档期已停止预约。")
    if errors:
        raise Invalid(errors)
    booking = Booking(
        number=new_number("ZY"),
        slot=slot,
        achievement=achievement,
        purpose=purpose.strip(),
        trl_before=achievement.trl,
    )
    with transaction.atomic():
        clean_and_save(booking)
        BookingTransition.objects.create(
            subject=booking, old="", new=booking.state, by_user_id=by.user_id, by_label=by.label
        )
    return booking


def slot_takes_requests(slot: Slot) -> bool:
    """Open, not over, and the base on show."""
    return slot.state == SlotState.OPEN and slot.ends_on >= timezone.localdate() and is_on_show(slot.base)


def confirm_booking(booking: Booking, *, by: Actor, note: str = "") -> Booking:
    """Give the booking a place. Raises SlotFull when none is left, however many confirm at once."""
    _check_base(booking, by)
    return take_place(booking, by=by, note=note)


def take_place(booking: Booking, *, by: Actor, note: str = "") -> Booking:
    """Confirm whoever decided it: the base, or an approved allocation. One statement counts the place, and the
    database refuses one too many."""
    with transaction.atomic():
        move(booking, BookingState.CONFIRMED, table=BOOKING_MOVES, by=by, note=note.strip())
        free = Slot.objects.filter(pk=booking.slot_id, taken__lt=F("places"))
        if not free.update(taken=F("taken") + 1):
            booking.state = BookingState.REQUESTED
            raise SlotFull()
    return booking


def refuse_booking(booking: Booking, *, by: Actor, note: str) -> Booking:
    """Say no, with a reason that the applicant reads."""
    _check_base(booking, by)
    if not note.strip():
        raise Invalid({"note": _("请写明不接受的理由，申请方会看到。")})
    return move(booking, BookingState.REFUSED, table=BOOKING_MOVES, by=by, note=note.strip())


def withdraw_booking(booking: Booking, *, by: Actor, note: str = "") -> Booking:
    """Take a request or a confirmed booking back; a confirmed one frees its place."""
    if not by.writes_for(booking.achievement.owner_id):
        raise NotAllowed()
    held = booking.state == BookingState.CONFIRMED
    with transaction.atomic():
        move(booking, BookingState.WITHDRAWN, table=BOOKING_MOVES, by=by, note=note.strip())
        if held:
            Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") - 1)
    return booking


def report_booking(
    booking: Booking, *, results: Sequence[Mapping[str, Any]], trl_reached: int, report: str = "", by: Actor
) -> Booking:
    """Close a confirmed booking with what was measured, row by row, and the level the achievement has reached.

    Raises Invalid without a measured result; an error in a row names it by number, from 0.
    """
    _check_base(booking, by)
    if not results:
        raise Invalid({"results": _("请至少填写一项实测结果。")})
    if len(results) > MOST_RESULTS:
        raise Invalid({"results": _("实测结果最多 %(most)s 项。") % {"most": MOST_RESULTS}})
    rows = [_result(booking, n, row) for n, row in enumerate(results)]
    changes = {"trl_reached": trl_reached, "report": report.strip()}
    try:
        Booking(**changes).clean_fields(exclude={f.name for f in Booking._meta.fields} - changes.keys())
    except ValidationError as error:
        raise invalid_from(error) from error
    with transaction.atomic():
        move(booking, BookingState.DONE, table=BOOKING_MOVES, by=by, changes=changes)
        BookingResult.objects.bulk_create(rows)
    return booking


def _result(booking: Booking, position: int, values: Mapping[str, Any]) -> BookingResult:
    if unknown := values.keys() - set(RESULT_FIELDS):
        raise Invalid({f"results.{position}.{name}": _("没有这个字段。") for name in unknown})
    row = BookingResult(booking=booking, position=position, **values)
    try:
        row.full_clean(exclude=["booking"])
    except ValidationError as error:
        raise invalid_from(error, prefix=f"results.{position}.") from error
    return row


def _check_base(booking: Booking, by: Actor) -> None:
    if not by.writes_for(booking.slot.base.owner_id):
        raise NotAllowed(_("只有中试基地的负责人或编辑可以办理预约。"))
