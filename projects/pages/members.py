"""Memberships of consortia: the invitation with its answers, inviting, and confirming the division of work."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.domain.members import invite_member
from projects.domain.mentions import mentioned
from projects.domain.team_plan import confirm_plan
from projects.domain.team_queries import (
    cards_to_invite,
    consortia_visible_to,
    members_visible_to,
    sub_topics_visible_to,
    topics_of_members,
)
from projects.models import Member
from projects.pages.steps import offered_steps, take_step
from projects.pages.team_steps import MEMBER_STEPS


@login_required
@require_safe
def member(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the invitation says: the lead, the task as a whole, the sub-topics and the card. No score."""
    found = _member(request, pk)
    actor = request.actor
    context = {
        "member": found,
        "consortium": found.consortium,
        "need": mentioned(actor, found.consortium.need),
        "card": mentioned(actor, found.achievement) if found.achievement else None,
        "topics": topics_of_members(actor, [found]).get(found.pk, []),
        "joined": consortia_visible_to(actor).filter(pk=found.consortium_id).exists(),
        "steps": offered_steps(MEMBER_STEPS, actor, found),
        "transitions": found.transitions.all(),
    }
    return render(request, "projects/teams/member.html", context)


@login_required
@require_POST
def invite(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The lead asks the owner of a card, for the sub-topics it names."""
    consortium = get_object_or_404(consortia_visible_to(request.actor), pk=pk)
    card = get_object_or_404(cards_to_invite(request.actor), pk=_id(request.POST.get("achievement")))
    chosen = request.POST.getlist("topic")
    own = sub_topics_visible_to(request.actor).filter(consortium=consortium)
    topics = [topic for topic in own if str(topic.pk) in chosen]
    try:
        invite_member(consortium, card, topics=topics, by=request.actor)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("已发出邀请。"))
    return redirect("projects:consortium", pk=pk)


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Accept, decline, withdraw or leave."""
    take_step(request, MEMBER_STEPS, _member(request, pk))
    return redirect("projects:member", pk=pk)


@login_required
@require_POST
def confirm(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say yes to the division of work that was read; its number is in the form."""
    found, number = _member(request, pk), request.POST.get("plan", "")
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    try:
        confirm_plan(found, plan=int(number), by=request.actor)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("已确认分工。"))
    return redirect("projects:member", pk=pk)


def _member(request: ActorRequest, pk: UUID) -> Member:
    return get_object_or_404(members_visible_to(request.actor), pk=pk)


def _id(text: str | None) -> UUID:
    """An id out of a form; what is none names nothing."""
    try:
        return UUID(text or "")
    except ValueError as error:
        raise Http404 from error
