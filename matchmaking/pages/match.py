"""The page of a match: both listings side by side, the reasons, what was said, and what the reader can do."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.bulk import obstacle_to_approval
from matchmaking.domain.comparison import compare
from matchmaking.domain.conflicts import open_question, open_questions
from matchmaking.domain.match import decline_match, express_interest, reconsider_match, resubmit_match
from matchmaking.domain.queries import dockings_visible_to, overrides_visible_to
from matchmaking.domain.review import approve_match, reject_match, reopen_match, send_back_match
from matchmaking.forms import (
    ApprovalForm,
    DeclineForm,
    InterestForm,
    MendedForm,
    NoteForm,
    OverrideForm,
    RejectForm,
    SendBackForm,
)
from matchmaking.models import Match
from matchmaking.pages.doors import attempt, back_to, match_or_404
from matchmaking.pages.rows import row_for


@login_required
@require_safe
def detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The page; with ?answer=no the form to decline stands open."""
    return match_page(request, match_or_404(request.actor, pk))


@login_required
@require_POST
def interest(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say that one's own side wants to talk. On a list, htmx gets the row again."""
    match = match_or_404(request.actor, pk)
    form = InterestForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, interest=form)
    attempt(request, express_interest, match, done=_("已告诉对方您有意向。"), **form.cleaned_data)
    if request.htmx:
        row = row_for(request.actor, match_or_404(request.actor, pk))
        return render(request, "matchmaking/includes/row_after_act.html", {"row": row})
    return back_to("detail", pk)


@login_required
@require_POST
def decline(request: ActorRequest, pk: UUID) -> HttpResponse:
    match = match_or_404(request.actor, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, decline=form)
    attempt(request, decline_match, match, done=_("已婉拒，对方会看到理由。"), **form.cleaned_data)
    return back_to("detail", pk)


@login_required
@require_POST
def reconsider(request: ActorRequest, pk: UUID) -> HttpResponse:
    match = match_or_404(request.actor, pk)
    attempt(request, reconsider_match, match, done=_("已撤回婉拒，可以重新表态。"))
    return back_to("detail", pk)


@login_required
@require_POST
def approve(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Approve; the docking's page is next."""
    match = match_or_404(request.actor, pk)
    form = ApprovalForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return match_page(request, match, approve=form)
    done = _("已批准，对接已开启，双方收到对方的联系人。")
    if attempt(request, approve_match, match, done=done, **form.cleaned_data):
        return back_to("docking", dockings_visible_to(request.actor).get(match=match).pk)
    return back_to("detail", pk)


@login_required
@require_POST
def reject(request: ActorRequest, pk: UUID) -> HttpResponse:
    match = match_or_404(request.actor, pk)
    form = RejectForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, reject=form)
    attempt(request, reject_match, match, done=_("已记录为不批准，双方会看到理由。"), **form.cleaned_data)
    return back_to("detail", pk)


@login_required
@require_POST
def send_back(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Send the match back to both sides to be mended."""
    match = match_or_404(request.actor, pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, send_back=form)
    attempt(request, send_back_match, match, done=_("已退回整改，双方会收到通知。"), **form.cleaned_data)
    return back_to("detail", pk)


@login_required
@require_POST
def resubmit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Put it up for review again."""
    match = match_or_404(request.actor, pk)
    form = MendedForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, resubmit=form)
    attempt(request, resubmit_match, match, done=_("已重新提交审核。"), **form.cleaned_data)
    return back_to("detail", pk)


@login_required
@require_POST
def reopen(request: ActorRequest, pk: UUID) -> HttpResponse:
    match = match_or_404(request.actor, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return match_page(request, match, reopen=form)
    attempt(request, reopen_match, match, done=_("已放回待审核队列。"), **form.cleaned_data)
    return back_to("detail", pk)


def match_page(request: ActorRequest, match: Match, **sent: forms.Form) -> HttpResponse:
    """The page, with the form that was sent and has something to mend, if any (status 422)."""
    row = row_for(request.actor, match)
    context: dict[str, Any] = {
        "row": row,
        "match": match,
        "comparison": compare(match, actor=request.actor),
        "verdicts": match.verdicts.select_related("organization"),
        "transitions": match.transitions.all(),
        "docking": dockings_visible_to(request.actor).filter(match=match).first(),
        "obstacle": obstacle_to_approval(match, request.actor) if row.may_decide else "",
        "overrides": overrides_visible_to(request.actor).filter(match=match),
        "asked": row.conflicted and open_question(match, request.actor.user) is not None,
        "questions": open_questions(request.actor).filter(match=match),
        "override_form": sent.get("override", OverrideForm()),
        "override_answer_form": sent.get("override_answer", OverrideForm()),
        "sent": next(iter(sent), "decline" if request.GET.get("answer") == "no" else ""),
        "interest_form": sent.get("interest", InterestForm()),
        "decline_form": sent.get("decline", DeclineForm()),
        "approve_form": sent.get("approve", ApprovalForm(actor=request.actor)),
        "reject_form": sent.get("reject", RejectForm()),
        "send_back_form": sent.get("send_back", SendBackForm()),
        "mended_form": sent.get("resubmit", MendedForm()),
        "reopen_form": sent.get("reopen", NoteForm()),
    }
    return render(request, "matchmaking/match.html", context, status=422 if sent else 200)
