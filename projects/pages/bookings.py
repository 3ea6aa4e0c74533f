"""Bookings: those of one's achievements and of one's pilot bases, and the page of one with its report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.forms.refusals import show
from enterprises.pages.errors import say
from projects.domain.bookings import report_booking
from projects.domain.mentions import mentioned
from projects.domain.service_queries import booking_results_visible_to, bookings_visible_to, lines_visible_to
from projects.forms.places import ReportForm, read_results, result_rows, show_results
from projects.models import Booking
from projects.pages.steps import BOOKING_STEPS, offered_steps, take_step
from projects.states import BookingState

PER_PAGE = 20


@login_required
@require_safe
def bookings(request: ActorRequest) -> HttpResponse:
    """By state, the newest first."""
    visible = bookings_visible_to(request.actor)
    counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    shown = visible.filter(state=state) if state in BookingState.values else visible
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_as_read(request, booking) for booking in page],
        "state": state,
        "total": sum(counts.values()),
        "tabs": [(each.value, each.label, counts[each]) for each in BookingState if each in counts],
    }
    return render(request, "projects/places/bookings.html", context)


@login_required
@require_safe
def booking(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _page(request, _booking(request, pk))


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Confirm, refuse or withdraw."""
    take_step(request, BOOKING_STEPS, _booking(request, pk))
    return redirect("projects:booking", pk=pk)


@login_required
@require_POST
def report(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Close the booking with what was measured; what is missing stands at its cell, nothing written is lost."""
    found = _booking(request, pk)
    form, rows = ReportForm(request.POST), result_rows(request.POST)
    if not (form.is_valid() & rows.is_valid()):
        return _page(request, found, form=form, rows=rows)
    try:
        report_booking(found, results=read_results(rows), by=request.actor, **form.cleaned_data)
    except Invalid as error:
        show(form, show_results(rows, error))
        return _page(request, found, form=form, rows=rows)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("已提交中试报告，预约完成。"))
    return redirect("projects:booking", pk=pk)


def _booking(request: ActorRequest, pk: UUID) -> Booking:
    return get_object_or_404(bookings_visible_to(request.actor), pk=pk)


def _as_read(request: ActorRequest, booking: Booking) -> dict[str, Any]:
    """The booking with both listings as the reader may read them."""
    return {
        "booking": booking,
        "base": mentioned(request.actor, booking.slot.base),
        "achievement": mentioned(request.actor, booking.achievement),
    }


def _page(request: ActorRequest, found: Booking, **sent: Any) -> HttpResponse:
    actor = request.actor
    reports = found.state == BookingState.CONFIRMED and actor.writes_for(found.slot.base.owner_id)
    context = {
        **_as_read(request, found),
        "steps": offered_steps(BOOKING_STEPS, actor, found),
        "results": booking_results_visible_to(actor).filter(booking=found),
        "lines": lines_visible_to(actor).filter(booking=found),
        "transitions": found.transitions.all(),
        "form": (sent.get("form") or ReportForm(initial={"trl_reached": found.slot.base.trl_to}))
        if reports
        else None,
        "rows": sent.get("rows") or result_rows(None),
    }
    return render(request, "projects/places/booking.html", context, status=422 if sent else 200)
