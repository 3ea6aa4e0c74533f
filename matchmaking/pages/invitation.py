"""Invitations: those one received, on the workbench and on a page of their own, and those one sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.invitations import (
    accept_invitation,
    awaiting_reply,
    decline_invitation,
    enter_pair,
    invitations_visible_to,
    withdraw_invitation,
)
from matchmaking.pages.doors import attempt
from matchmaking.pages.fragments import render_fragment
from matchmaking.rules import can_answer_invitation
from matchmaking.states import INVITATION_MOVES, InvitationState
from projects.domain.queries import listings_visible_to
from projects.rules import can_write_secret

_ANSWERS = {
    "accept": (accept_invitation, gettext_lazy("已接受邀请，对方会看到。")),
    "decline": (decline_invitation, gettext_lazy("已谢绝邀请。")),
    "withdraw": (withdraw_invitation, gettext_lazy("已撤回邀请。")),
    "enter": (enter_pair, gettext_lazy("已进入审核。")),
}


@login_required
@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """What waits for a word, and what the reader's organizations sent."""
    sent = invitations_visible_to(request.actor).filter(listing__owner__in=request.actor.organization_ids)
    context = {"waiting": awaiting_reply(request.actor)[:20], "sent": sent.order_by("-created")[:20]}
    return render_fragment(request, "mine_invitations", _("邀请"), context)


@login_required
@require_safe
def detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The public card the invitation carries, and the two answers."""
    actor = request.actor
    invitation = get_object_or_404(invitations_visible_to(actor), pk=pk)
    open_ = InvitationState.ACCEPTED in INVITATION_MOVES[invitation.state]
    context = {
        "invitation": invitation,
        "may_answer": open_ and can_answer_invitation(actor, invitation),
        "may_withdraw": InvitationState.WITHDRAWN in INVITATION_MOVES[invitation.state]
        and can_write_secret(actor, invitation.listing),
        "may_enter": invitation.state == InvitationState.ACCEPTED and invitation.match_id is None,
        "on_show": listings_visible_to(actor).filter(pk=invitation.listing_id).exists(),
        "is_mine": actor.acts_for(invitation.listing.owner_id),
        "transitions": invitation.transitions.exclude(new=InvitationState.QUEUED),
    }
    return render(request, "matchmaking/invitation.html", context)


@login_required
@require_POST
def answer(request: ActorRequest, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(invitations_visible_to(request.actor), pk=pk)
    verb, done = _ANSWERS.get(request.POST.get("answer", ""), (None, ""))
    if verb is None:
        raise Http404
    note = (
        {"note": request.POST.get("note", "")[:500]}
        if verb in (accept_invitation, decline_invitation)
        else {}
    )
    attempt(request, verb, invitation, done=done, **note)
    if verb is withdraw_invitation:
        return redirect("matchmaking:secret-matches", pk=invitation.listing_id)
    return redirect("matchmaking:invitation", pk=pk)
