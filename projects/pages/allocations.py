"""Allocations: what is published of those decided, and for administrators what waits for a decision."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from projects.domain.outcomes import outcome_sentence, percent
from projects.domain.service_queries import (
    allocations_visible_to,
    lines_visible_to,
    listings_of_allocations,
    listings_to_allocate,
)
from projects.models import Allocation
from projects.pages.steps import ALLOCATION_STEPS, offered_steps, take_step

PER_PAGE = 20


@require_safe
def allocations(request: ActorRequest) -> HttpResponse:
    """The newest first; for administrators also where more apply than there are places."""
    page = Paginator(allocations_visible_to(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": listings_to_allocate(request.actor).order_by("title", "pk")[:PER_PAGE],
    }
    return render(request, "projects/places/allocations.html", context)


@require_safe
def allocation(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The rules, the constraints, every entry by its id, and what is said to the reader's own."""
    found = _allocation(request, pk)
    lines = list(lines_visible_to(request.actor).filter(allocation=found))
    context = {
        "allocation": found,
        "listings": listings_of_allocations(request.actor, [found])[found.pk],
        "entries": _entries(found, {str(line.application_id or line.booking_id) for line in lines}),
        "lines": [(line, outcome_sentence(line)) for line in lines],
        "inputs": found.published["inputs"],
        "total": percent(found.published["result"]["total"]),
        "steps": offered_steps(ALLOCATION_STEPS, request.actor, found),
        "transitions": found.transitions.all(),
    }
    return render(request, "projects/places/allocation.html", context)


@require_safe
def file(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The published file: whoever has it can run the allocation again."""
    found = _allocation(request, pk)
    response = JsonResponse(found.published, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{found.number}.json"'
    return response


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Approve or reject a proposal."""
    take_step(request, ALLOCATION_STEPS, _allocation(request, pk))
    return redirect("projects:allocation", pk=pk)


def _allocation(request: ActorRequest, pk: UUID) -> Allocation:
    return get_object_or_404(allocations_visible_to(request.actor), pk=pk)


def _entries(found: Allocation, mine: set[str]) -> list[dict[str, Any]]:
    """Every entry of the published file, the best first; those of the reader are marked."""
    outcomes = {outcome["entry"]: outcome for outcome in found.published["result"]["outcomes"]}
    rows = [
        {
            **entry,
            **outcomes[entry["id"]],
            "short": entry["id"][:8],
            "score": percent(entry["points"]),
            "level": None
            if outcomes[entry["id"]]["needed"] is None
            else percent(outcomes[entry["id"]]["needed"]),
            "mine": entry["id"] in mine,
        }
        for entry in found.published["inputs"]["entries"]
    ]
    return sorted(rows, key=lambda row: (row["place"], -row["points"], row["ticket"]))
