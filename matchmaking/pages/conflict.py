"""Asking to judge a match in spite of a tie, and a second administrator's answer."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enterprises.actors import ActorRequest
from matchmaking.domain.conflicts import ask_override, grant_override, refuse_override
from matchmaking.domain.queries import administrators_visible_to
from matchmaking.forms import OverrideForm
from matchmaking.pages.doors import attempt, back_to, match_or_404
from matchmaking.pages.match import match_page

_ANSWERS = {"grant": grant_override, "refuse": refuse_override}


@login_required
@require_POST
def ask(request: ActorRequest, pk: UUID) -> HttpResponse:
    match = match_or_404(request.actor, pk)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, override=form)
    attempt(request, ask_override, match, done=_("已提交，等另一位管理员决定。"), **form.cleaned_data)
    return back_to("detail", pk)


@login_required
@require_POST
def answer(request: ActorRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Grant or refuse what was asked for that person."""
    match, verb = match_or_404(request.actor, pk), _ANSWERS.get(request.POST.get("answer", ""))
    if verb is None or not request.actor.is_administrator:
        raise Http404
    who = get_object_or_404(administrators_visible_to(request.actor), pk=person)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, override_answer=form)
    attempt(request, verb, match, who, done=_("已记录您的决定。"), **form.cleaned_data)
    return back_to("detail", pk)
