"""Slots, bookings and applications of the demo province, by the verbs people use."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from enterprises.actors import actor_for_operation
from enterprises.domain.demo import read_rows
from projects.choices import ListingKind
from projects.domain.applications import apply_for_scenario
from projects.domain.bookings import confirm_booking, refuse_booking, report_booking, request_booking
from projects.domain.demo import OPERATION
from projects.domain.slots import open_slot
from projects.models import Achievement, Application, Booking, PilotBase, Scenario, Slot
from projects.states import BookingState


def load_places(folder: Path) -> dict[str, int]:
    """Write what is not there yet, once the listings are; returns how many slots, bookings and applications there are
    new. A second time changes nothing."""
    if Slot.objects.exists() or Application.objects.exists():
        return {"slots": 0, "bookings": 0, "applications": 0}
    with transaction.atomic():
        slots = {row["key"]: _slot(row) for row in read_rows(folder / "slots.jsonl")}
        bookings = [_booking(row, slots[row["slot"]]) for row in read_rows(folder / "bookings.jsonl")]
        applications = [_application(row) for row in read_rows(folder / "applications.jsonl")]
    return {"slots": len(slots), "bookings": len(bookings), "applications": len(applications)}


def _slot(row: Mapping[str, Any]) -> Slot:
    base = PilotBase.objects.select_related("owner").get(**_keyed(ListingKind.PILOT_BASE, row["base"]))
    starts = timezone.localdate() + dt.timedelta(row["starts_in_days"])
    values = {name: row[name] for name in ("service", "places", "price", "note")}
    values |= {"starts_on": starts, "ends_on": starts + dt.timedelta(row["days"])}
    return open_slot(base, values, by=actor_for_operation(OPERATION, base.owner))


def _booking(row: Mapping[str, Any], slot: Slot) -> Booking:
    achievement = _achievement(row["achievement"])
    booking = request_booking(
        slot, achievement, purpose=row["purpose"], by=actor_for_operation(OPERATION, achievement.owner)
    )
    base = actor_for_operation(OPERATION, slot.base.owner)
    if row["state"] in (BookingState.CONFIRMED, BookingState.DONE):
        confirm_booking(booking, by=base)
    if row["state"] == BookingState.REFUSED:
        refuse_booking(booking, by=base, note=row["note"])
    if row["state"] == BookingState.DONE:
        report_booking(
            booking, results=row["results"], trl_reached=row["trl_reached"], report=row["report"], by=base
        )
    return booking


def _application(row: Mapping[str, Any]) -> Application:
    scenario = Scenario.objects.select_related("owner").get(**_keyed(ListingKind.SCENARIO, row["scenario"]))
    achievement = _achievement(row["achievement"])
    by = actor_for_operation(OPERATION, achievement.owner)
    return apply_for_scenario(scenario, achievement, plan=row["plan"], by=by)


def _achievement(key: str) -> Achievement:
    return Achievement.objects.select_related("owner").get(**_keyed(ListingKind.ACHIEVEMENT, key))


def _keyed(kind: str, key: str) -> dict[str, Any]:
    return {"kind": kind, "external_id": key}
