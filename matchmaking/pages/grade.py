"""Grading a pair: four buttons, on the page of a match and on the list of a need's matches."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from matchmaking.domain.grade import grade_match
from matchmaking.domain.queries import graded_offers
from matchmaking.forms import GradeForm
from matchmaking.models import Match
from matchmaking.pages.doors import back_to, match_or_404
from matchmaking.pages.rows import row_for


@login_required
@require_POST
def grade(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a grade. htmx gets the buttons again, with a word on what came of it; others the match's page."""
    match = match_or_404(request.actor, pk)
    problem = _record(request, match)
    if request.htmx:
        return _control(request, match, problem)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("评级已记录，供给方看不到。"))
    return back_to("detail", pk)


def _record(request: ActorRequest, match: Match) -> str:
    """What is wrong, in a sentence; empty when the grade was written."""
    form = GradeForm(request.POST)
    if not form.is_valid():
        return " ".join(str(text) for texts in form.errors.values() for text in texts)
    try:
        grade_match(match, by=request.actor, **form.cleaned_data)
    except DomainError as error:
        return error.sentence
    return ""


def _control(request: ActorRequest, match: Match, problem: str) -> HttpResponse:
    context = {
        "row": row_for(request.actor, match),
        "problem": problem,
        "graded": graded_offers(request.actor, match.wanted_id),
        "whole": "whole" in request.POST,
        "answered": True,
    }
    return render(request, "matchmaking/includes/grading.html", context)
