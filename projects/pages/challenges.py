"""Challenges: the public list, writing one, the page of one, and the enterprise's decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.choices import OrganizationKind
from enterprises.pages.errors import say
from projects.domain.challenge import (
    CHALLENGE_FIELDS,
    create_challenge,
    decide_challenge,
    edit_challenge,
    takes_bids,
)
from projects.domain.mentions import mentioned
from projects.domain.team_queries import (
    bids_visible_to,
    challenge_history,
    challenges_visible_to,
    undecided_bids,
)
from projects.forms.teams import ChallengeForm, DecisionForm
from projects.models import Bid, Challenge
from projects.pages.access import chosen_owner, writable_organizations
from projects.pages.steps import offered_steps, take_step
from projects.pages.team_steps import CHALLENGE_STEPS
from projects.states import WRITABLE_CHALLENGES, ChallengeState

PER_PAGE = 20


@require_safe
def challenges(request: ActorRequest) -> HttpResponse:
    """Open ones first asked for; all, and one's own drafts, by the tab."""
    show = request.GET.get("show", "open")
    visible = challenges_visible_to(request.actor)
    if show != "all":
        visible = visible.filter(state=ChallengeState.PUBLISHED, deadline__gte=timezone.localdate())
    context = {
        "page": Paginator(visible, PER_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "today": timezone.localdate(),
        "may_write": bool(_owners(request)),
    }
    return render(request, "projects/teams/challenges.html", context)


@login_required
def new(request: ActorRequest) -> HttpResponse:
    """Write one for an enterprise of one's own."""
    owners = _owners(request)
    if not owners:
        raise Http404
    owner = chosen_owner(owners, request.GET.get("owner"))
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    if written := _save(
        request, form, lambda values: create_challenge(values, owner=owner, by=request.actor)
    ):
        return redirect("projects:challenge", pk=written.pk)
    context = {"form": form, "owner": owner}
    return render(request, "projects/teams/write_challenge.html", context, status=422 if form.errors else 200)


@login_required
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft, or what was sent back."""
    found = _challenge(request, pk)
    if not request.actor.writes_for(found.owner_id):
        raise Http404
    first = {name: getattr(found, name) for name in CHALLENGE_FIELDS}
    form = ChallengeForm(request.POST if request.method == "POST" else None, initial=first)
    if _save(request, form, lambda values: edit_challenge(found, values, by=request.actor)):
        return redirect("projects:challenge", pk=pk)
    context = {"form": form, "owner": found.owner, "challenge": found}
    return render(request, "projects/teams/write_challenge.html", context, status=422 if form.errors else 200)


@require_safe
def challenge(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The topic; for its people and staff all bids, for an applicant their own."""
    return _page(request, _challenge(request, pk))


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Submit, publish, send back or cancel."""
    take_step(request, CHALLENGE_STEPS, _challenge(request, pk))
    return redirect("projects:challenge", pk=pk)


@login_required
@require_POST
def decide(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Award it to one bid or to none."""
    found = _challenge(request, pk)
    if not request.actor.writes_for(found.owner_id):
        raise Http404
    form = DecisionForm(request.POST, bids=list(undecided_bids(request.actor).filter(challenge=found)))
    if not form.is_valid():
        return _page(request, found, decision=form, status=422)
    values = {"winner": form.awarded, "reasons": form.reasons, "note": form.cleaned_data["note"]}
    try:
        decide_challenge(found, by=request.actor, **values)
    except Invalid as error:
        form.show(error)
        return _page(request, found, decision=form, status=422)
    except DomainError as error:
        return _page(request, found, decision=form, status=say(request, error))
    messages.success(request, _("已评定，所有揭榜者都会收到通知。"))
    return redirect("projects:challenge", pk=pk)


def _page(
    request: ActorRequest, found: Challenge, *, decision: Any = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    writes = actor.writes_for(found.owner_id)
    over = found.state == ChallengeState.PUBLISHED and found.deadline < timezone.localdate()
    if decision is None and writes and over:
        decision = DecisionForm(bids=list(undecided_bids(actor).filter(challenge=found)))
    bids = list(bids_visible_to(actor).filter(challenge=found)[:PER_PAGE])
    context = {
        "challenge": found,
        "whole": actor.is_staff_member or actor.acts_for(found.owner_id),
        "editable": writes and found.state in WRITABLE_CHALLENGES,
        "open": takes_bids(found),
        "over": over,
        "owns": actor.acts_for(found.owner_id),
        "bids": [_as_read(request, bid) for bid in bids],
        "decision": decision,
        "choices": [(_as_read(request, bid), field) for bid, field in decision.rows()] if decision else [],
        "steps": offered_steps(CHALLENGE_STEPS, actor, found),
        "transitions": challenge_history(actor, [found])[found.pk],
    }
    return render(request, "projects/teams/challenge.html", context, status=status)


def _save(request: ActorRequest, form: ChallengeForm, verb: Any) -> Challenge | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        written: Challenge = verb(form.cleaned_data)
    except Invalid as error:
        form.show(error)
        return None
    except DomainError as error:
        form.add_error(None, error.sentence)
        return None
    messages.success(request, _("已保存。"))
    return written


def _owners(request: ActorRequest) -> list[Any]:
    """The enterprises the reader may write for."""
    if not request.actor.writable_ids:
        return []
    return [
        owner for owner in writable_organizations(request.actor) if owner.kind == OrganizationKind.ENTERPRISE
    ]


def _challenge(request: ActorRequest, pk: UUID) -> Challenge:
    return get_object_or_404(challenges_visible_to(request.actor), pk=pk)


def _as_read(request: ActorRequest, bid: Bid) -> dict[str, Any]:
    return {"bid": bid, "card": mentioned(request.actor, bid.achievement)}
