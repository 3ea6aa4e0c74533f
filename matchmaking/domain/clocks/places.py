"""What became of bookings and applications: told once per step, to the one who asked or the one who was asked. An
allocation that is approved moves them, so its outcome is told here too; why stands in the step."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils import timezone

from matchmaking.choices import NoticeKind
from matchmaking.models import Notice
from projects.models import ApplicationTransition, BookingTransition
from projects.states import ApplicationState, BookingState

LOOK_BACK = dt.timedelta(days=7)  # so long the scheduler may have stood still
ASKED, ASKING = True, False  # who is told: the base or scenario, or the achievement's owner
Told = Mapping[str, tuple[NoticeKind, bool]]
K = NoticeKind

_BOOKINGS: Told = {
    BookingState.REQUESTED: (K.BOOKING_REQUESTED, ASKED),
    BookingState.CONFIRMED: (K.BOOKING_CONFIRMED, ASKING),
    BookingState.REFUSED: (K.BOOKING_REFUSED, ASKING),
    BookingState.WITHDRAWN: (K.BOOKING_WITHDRAWN, ASKED),
    BookingState.DONE: (K.BOOKING_DONE, ASKING),
}
_APPLICATIONS: Told = {
    ApplicationState.SUBMITTED: (K.APPLICANT_NEW, ASKED),
    ApplicationState.SELECTED: (K.APPLICANT_SELECTED, ASKING),
    ApplicationState.WAITING: (K.APPLICANT_WAITING, ASKING),
    ApplicationState.NOT_SELECTED: (K.APPLICANT_REFUSED, ASKING),
    ApplicationState.WITHDRAWN: (K.APPLICANT_WITHDRAWN, ASKED),
}


def place_notices() -> Iterator[Notice]:
    """Of every step of the last days."""
    since = timezone.now() - LOOK_BACK
    steps = BookingTransition.objects.filter(at__gte=since).select_related(
        "subject__slot__base", "subject__achievement"
    )
    for step in steps.order_by("id"):
        kind, asked = _BOOKINGS[step.new]
        booking = step.subject
        owner = booking.slot.base.owner_id if asked else booking.achievement.owner_id
        yield Notice(kind=kind, organization_id=owner, booking=booking, about=step.at)
    moves = ApplicationTransition.objects.filter(at__gte=since).select_related(
        "subject__scenario", "subject__achievement"
    )
    for move in moves.order_by("id"):
        kind, asked = _APPLICATIONS[move.new]
        application = move.subject
        owner = application.scenario.owner_id if asked else application.achievement.owner_id
        yield Notice(kind=kind, organization_id=owner, application=application, about=move.at)
