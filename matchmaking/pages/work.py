"""What the two sides of a docking do together, on its page: secrecy, files, meetings, messages."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.files import files_visible_to
from matchmaking.domain.work import (
    leave_message,
    meetings_visible_to,
    messages_visible_to,
    parties_of,
    record_meeting,
    sign_secrecy,
    signatures_visible_to,
    worked_on_by,
)
from matchmaking.forms import FileForm, MeetingForm, MessageForm
from matchmaking.models import Docking
from matchmaking.pages.doors import attempt, back_to, settled
from matchmaking.pages.fragments import render_fragment
from matchmaking.rules import can_work_on_docking, sides_of
from matchmaking.states import ENDED

MOST_MESSAGES = 50


@login_required
@require_safe
def work(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who signed secrecy, the meetings, the messages, and the forms for more of each."""
    return work_page(request, _found(request, pk))


@login_required
@require_POST
def secrecy(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One's own side has signed."""
    attempt(request, sign_secrecy, _found(request, pk), done=_("已确认签署保密协议。"))
    return back_to("docking", pk)


@login_required
@require_POST
def meeting(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a meeting; what is wrong stands at its field."""
    found = _found(request, pk)
    form = MeetingForm(found, request.POST)
    if form.is_valid() and settled(
        request, form, record_meeting, found, form.cleaned_data, done=_("已记录会议。")
    ):
        return back_to("docking", pk)
    return work_page(request, found, meeting=form)


@login_required
@require_POST
def message(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Leave a message."""
    found = _found(request, pk)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return work_page(request, found, message=form)
    attempt(request, leave_message, found, form.cleaned_data["text"], done=_("已留言，对方会看到。"))
    return back_to("docking", pk)


def _found(request: ActorRequest, pk: UUID) -> Docking:
    return get_object_or_404(worked_on_by(request.actor), pk=pk)


def work_page(
    request: ActorRequest, found: Docking, *, status: int = 422, **sent: forms.Form
) -> HttpResponse:
    """The fragment, with the form that was sent and has something to mend, if any (`status`)."""
    actor = request.actor
    signed = {
        row.organization_id: row.signed_on for row in signatures_visible_to(actor).filter(docking=found)
    }
    owners = parties_of(found)
    own = sides_of(actor, found.match)
    unsigned = [pk for pk in owners if pk not in signed and actor.writes_for(pk)]
    going_on, may_write = found.state not in ENDED, can_work_on_docking(actor, found)
    context = {
        "docking": found,
        "signed": [(owner, signed.get(pk)) for pk, owner in owners.items()],
        "may_sign": going_on and len(own) == 1 and bool(unsigned),
        "meetings": meetings_visible_to(actor).filter(docking=found),
        "messages_left": messages_visible_to(actor).filter(docking=found)[:MOST_MESSAGES],
        "may_record": going_on and may_write,
        "may_write": may_write,
        "meeting_form": sent.get("meeting", MeetingForm(found)),
        "message_form": sent.get("message", MessageForm()),
        "files": files_visible_to(actor).filter(docking=found),
        "may_attach": going_on and len(own) == 1,
        "file_form": sent.get("file", FileForm()),
    }
    response = render_fragment(request, "work", _("会议、留言、文件和保密协议"), context)
    response.status_code = status if sent else 200
    return response
