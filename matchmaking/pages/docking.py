"""Dockings: the list of those going on, and the page of one with its road, its people and its history."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import NotAllowed
from enterprises.actors import ActorRequest
from matchmaking.domain.cards import as_read_by, dockings_as_read_by
from matchmaking.domain.contacts import read_contacts
from matchmaking.domain.docking import advance_docking, assign_manager
from matchmaking.domain.queries import dockings_visible_to
from matchmaking.domain.work import worked_on_by
from matchmaking.forms import AdvanceForm, ManagerForm, next_states
from matchmaking.models import Docking
from matchmaking.pages.doors import attempt, back_to, docking_or_404, say, settled
from matchmaking.rules import can_assign_manager, can_work_on_docking
from matchmaking.states import ENDED, DockingState
from projects.rules import sees_project

PER_PAGE = 20


@login_required
@require_safe
def dockings(request: ActorRequest) -> HttpResponse:
    """Dockings of the actor, of a manager, or all for staff; overdue ones first."""
    shown = request.GET.get("show", "open")
    visible = dockings_visible_to(request.actor)
    own_only = request.actor.is_staff_member and request.GET.get("mine") == "1"
    if own_only:
        visible = visible.filter(manager=request.actor.user)
    lists = _lists(visible)
    chosen = lists.get(shown, lists["open"]).order_by(
        F("next_deadline").asc(nulls_last=True), "-opened", "id"
    )
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = dockings_as_read_by(request.actor, page.object_list)
    context = {
        "page": page,
        "shown": shown if shown in lists else "open",
        "mine": own_only,
        "counts": _counts(visible),
        "today": timezone.localdate(),
    }
    return render(request, "matchmaking/dockings.html", context)


def _overdue() -> Q:
    return ~Q(state__in=ENDED) & Q(next_deadline__lt=timezone.localdate())


def _lists(visible: QuerySet[Docking]) -> dict[str, QuerySet[Docking]]:
    return {
        "open": visible.exclude(state__in=ENDED),
        "overdue": visible.filter(_overdue()),
        "succeeded": visible.filter(state=DockingState.SUCCEEDED),
        "ended": visible.filter(state__in=ENDED - {DockingState.SUCCEEDED}),
        "all": visible,
    }


def _counts(visible: QuerySet[Docking]) -> dict[str, int]:
    return visible.order_by().aggregate(
        open=Count("pk", filter=~Q(state__in=ENDED)),
        overdue=Count("pk", filter=_overdue()),
        succeeded=Count("pk", filter=Q(state=DockingState.SUCCEEDED)),
        ended=Count("pk", filter=Q(state__in=ENDED - {DockingState.SUCCEEDED})),
        all=Count("pk"),
    )


@login_required
@require_safe
def docking(request: ActorRequest, pk: UUID) -> HttpResponse:
    return _page(request, docking_or_404(request.actor, pk))


@login_required
@require_POST
def advance(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take the next step. What the domain refuses for a field stands at that field."""
    found = docking_or_404(request.actor, pk)
    form = AdvanceForm(found, request.actor, request.POST)
    if not form.is_valid():
        return _page(request, found, advance=form)
    new = form.cleaned_data.pop("new")
    if settled(request, form, advance_docking, found, new, done=_("已记录进展。"), **form.cleaned_data):
        return back_to("docking", pk)
    return _page(request, found, advance=form)


@login_required
@require_POST
def assign(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Name the responsible manager."""
    found = docking_or_404(request.actor, pk)
    if not can_assign_manager(request.actor, found):  # who may not name anybody is not told whom they could
        say(request, NotAllowed())
        return back_to("docking", pk)
    form = ManagerForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _page(request, found, manager=form)
    attempt(request, assign_manager, found, form.cleaned_data["manager"], done=_("已指定责任技术经理人。"))
    return back_to("docking", pk)


def _page(request: ActorRequest, found: Docking, **sent: forms.Form) -> HttpResponse:
    """The page, with the form that was sent and has something to mend, if any (status 422)."""
    actor, today = request.actor, timezone.localdate()
    ended = found.state in ENDED
    context: dict[str, Any] = {
        "docking": found,
        "match": as_read_by(actor, found.match),
        "transitions": list(found.transitions.all()),
        "releases": read_contacts(found, by=actor),
        "ended": ended,
        "has_project": found.project is not None and sees_project(actor, found.project),
        "may_diligence": worked_on_by(actor).filter(pk=found.pk).exists(),
        "overdue": not ended and found.next_deadline is not None and found.next_deadline < today,
        "may_advance": can_work_on_docking(actor, found) and bool(next_states(found, actor)),
        "may_assign": can_assign_manager(actor, found),
        "advance_form": sent.get("advance", AdvanceForm(found, actor)),
        "manager_form": sent.get("manager", ManagerForm(actor=actor, initial={"manager": found.manager_id})),
    }
    return render(request, "matchmaking/docking.html", context, status=422 if sent else 200)
