"""The review queue: what waits for administrators, in six lists; brokers read the same."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import Actor, ActorRequest
from matchmaking.domain.bulk import MOST, Outcome, approve_matches, obstacle_to_approval
from matchmaking.domain.conflicts import open_questions
from matchmaking.domain.pending import (
    STALE_DAYS,
    awaiting_review,
    claimed_labels,
    one_sided,
    pending_counts,
    submitted_challenges,
    submitted_listings,
    submitted_organizations,
)
from matchmaking.domain.queries import matches_visible_to
from matchmaking.forms import ApprovalForm
from matchmaking.models import Match
from matchmaking.pages.rows import rows_for
from projects.domain.queries import alerts_visible_to

PER_PAGE = 25
ALERT_DAYS = dt.timedelta(days=7)  # so long an alert about read secrets stands above the queue
_LISTS: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "matches": awaiting_review,
    "chase": one_sided,
    "listings": submitted_listings,
    "challenges": submitted_challenges,
    "organizations": submitted_organizations,
    "labels": claimed_labels,
}


@login_required
@require_safe
def queue(request: ActorRequest) -> HttpResponse:
    """One of the lists, ordered, each row explained, with the counts of all."""
    actor = request.actor
    tab = request.GET.get("tab", "matches")
    if not actor.is_staff_member or tab not in _LISTS:
        raise Http404
    page = Paginator(_LISTS[tab](actor), PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(page.object_list)
    if tab in {"matches", "chase"}:
        rows = rows_for(actor, rows)
    context = {
        "tab": tab,
        "page": page,
        "rows": rows,
        "counts": pending_counts(actor),
        "stale_days": STALE_DAYS,
        "questions": open_questions(actor),
        "alerts": alerts_visible_to(actor).filter(day__gte=timezone.localdate() - ALERT_DAYS),
        "obstacles": {row.match.pk: obstacle_to_approval(row.match, actor) for row in rows}
        if tab == "matches"
        else {},
    }
    return render(request, "matchmaking/queue.html", context)


@login_required
@require_POST
def approve_many(request: ActorRequest) -> HttpResponse:
    """Approve the chosen matches: first a page that lists what will happen, then one that lists what has happened."""
    actor = request.actor
    if not actor.is_administrator:
        raise Http404
    matches = _chosen(request)
    if not matches:
        return redirect("matchmaking:queue")
    confirmed = "confirmed" in request.POST
    form = ApprovalForm(request.POST if confirmed else None, actor=actor)
    if confirmed and form.is_valid():
        outcomes = approve_matches(matches, by=actor, **form.cleaned_data)
        return render(request, "matchmaking/approved_many.html", _tally(outcomes))
    foreseen = [Outcome(match, problem=obstacle_to_approval(match, actor)) for match in matches]
    status = 422 if confirmed else 200
    return render(request, "matchmaking/approve_many.html", {"form": form, **_tally(foreseen)}, status=status)


def _chosen(request: ActorRequest) -> list[Match]:
    """The matches ticked, as far as the actor sees them, in the order of the queue."""
    ids = {text for text in request.POST.getlist("match") if _is_uuid(text)}
    visible = matches_visible_to(request.actor).prefetch_related(
        "wanted__owner__contacts", "offered__owner__contacts"
    )
    return list(visible.filter(pk__in=sorted(ids)[:MOST]))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _tally(outcomes: list[Outcome]) -> dict[str, Any]:
    done = sum(not outcome.problem for outcome in outcomes)
    return {"outcomes": outcomes, "can": done, "cannot": len(outcomes) - done}
