"""The slots of a pilot base: read by everybody who sees it, opened by its writers, booked by owners of achievements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.domain.bookings import request_booking, slot_takes_requests
from projects.domain.queries import listings_visible_to
from projects.domain.service_queries import bookings_visible_to, slots_visible_to
from projects.domain.slots import open_slot
from projects.forms.places import BookingForm, SlotForm
from projects.models import PilotBase
from projects.pages.steps import SLOT_STEPS, offered_steps, take_step
from projects.states import BookingState

MOST = 50  # slots shown


def slots(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The slots of one base; the page of the base includes it. By POST its writers open another."""
    base = get_object_or_404(listings_visible_to(request.actor, PilotBase), pk=pk)
    writes = request.actor.writes_for(base.owner_id)
    form = SlotForm(request.POST if request.method == "POST" else None, base=base) if writes else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            open_slot(base, form.cleaned_data, by=request.actor)
        except Invalid as error:
            form.show(error)
        else:
            messages.success(request, _("已开放档期，可以接受预约。"))
            return redirect("projects:slots", pk=pk)
    status = 422 if form is not None and form.errors else 200
    if request.method == "POST" and form is None:
        status = 403
    context = {"base": base, "form": form, "rows": _rows(request, base), "writes": writes}
    template = "projects/places/slot_list.html" if request.htmx else "projects/places/slots.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _rows(request: ActorRequest, base: PilotBase) -> list[dict[str, Any]]:
    """Each slot with the requests the reader sees of it, and what they can do."""
    found = list(slots_visible_to(request.actor).filter(base=base.pk).order_by("-starts_on", "pk")[:MOST])
    waiting: dict[UUID, int] = {}
    for slot_id in (
        bookings_visible_to(request.actor)
        .filter(slot__in=found, state=BookingState.REQUESTED)
        .values_list("slot_id", flat=True)
    ):
        waiting[slot_id] = waiting.get(slot_id, 0) + 1
    return [
        {
            "slot": slot,
            "waiting": waiting.get(slot.pk, 0),
            "open": slot_takes_requests(slot),
            "steps": offered_steps(SLOT_STEPS, request.actor, slot),
        }
        for slot in found
    ]


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Close a slot, or open it again."""
    slot = get_object_or_404(slots_visible_to(request.actor), pk=pk)
    take_step(request, SLOT_STEPS, slot)
    return redirect("projects:slots", pk=slot.base_id)


@login_required
def book(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Ask for a place in a slot."""
    slot = get_object_or_404(slots_visible_to(request.actor), pk=pk)
    form = BookingForm(request.POST if request.method == "POST" else None, actor=request.actor)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            booking = request_booking(slot, by=request.actor, **form.cleaned_data)
        except Invalid as error:
            form.show(error)
        except DomainError as error:
            status = say(request, error)
        else:
            messages.success(request, _("已提出预约，等待中试基地答复。"))
            return redirect("projects:booking", pk=booking.pk)
    status = 422 if form.errors else status
    return render(request, "projects/places/book.html", {"slot": slot, "form": form}, status=status)
