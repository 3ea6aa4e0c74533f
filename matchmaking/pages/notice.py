"""Notices: the list of one person, the number of new ones for the head of every page, and whether they want mail."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.notices import (
    mark_all_read,
    notices_as_read_by,
    notices_visible_to,
    read_until,
    set_wants_mail,
    unread,
    wants_mail,
)
from matchmaking.pages.fragments import render_fragment

PER_PAGE = 30


@login_required
@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """What was told to the reader's organizations and, for staff, to the staff; the newest first."""
    actor = request.actor
    page = Paginator(notices_visible_to(actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": notices_as_read_by(actor, page.object_list),
        "read_until": read_until(actor),
        "wants_mail": actor.user is not None and wants_mail(actor.user),
    }
    return render(request, "matchmaking/notices.html", context)


@login_required
@require_safe
def count(request: ActorRequest) -> HttpResponse:
    """How many are new."""
    return render_fragment(request, "notice_count", _("通知"), {"count": unread(request.actor).count()})


@login_required
@require_POST
def read(request: ActorRequest) -> HttpResponse:
    """All of them are read."""
    mark_all_read(by=request.actor)
    return redirect("matchmaking:notices")


@login_required
@require_POST
def mail(request: ActorRequest) -> HttpResponse:
    """Mail, or no mail."""
    set_wants_mail(request.POST.get("wanted") == "yes", by=request.actor)
    return redirect("matchmaking:notices")
