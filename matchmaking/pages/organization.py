"""An organization's work on its page, and deciding on one from the review queue."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from enterprises.domain.organization import refuse_organization, verify_organization
from enterprises.domain.queries import organizations_visible_to
from matchmaking.domain.cards import dockings_as_read_by
from matchmaking.domain.queries import dockings_of
from matchmaking.domain.refusals import LEAST, refusals_of
from matchmaking.pages.doors import attempt
from matchmaking.pages.fragments import render_fragment
from matchmaking.rules import reads_all_refusals

_VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "verify": (verify_organization, _("已通过认证。")),
    "refuse": (refuse_organization, _("已退回，负责人会看到理由。")),
}
MOST_DOCKINGS = 8


@require_safe
def of_organization(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Its open dockings as far as the reader sees them, and why others said no to what it offers."""
    organization = get_object_or_404(organizations_visible_to(request.actor), pk=pk)
    context = {
        "organization": organization,
        "dockings": dockings_as_read_by(
            request.actor, dockings_of(request.actor, organization.pk)[:MOST_DOCKINGS]
        ),
        "refusals": refusals_of(organization, actor=request.actor),
        "all_refusals": reads_all_refusals(request.actor, organization),
        "least": LEAST,
    }
    return render_fragment(request, "of_organization", str(_("进行中的对接与婉拒原因")), context)


@login_required
@require_POST
def decide_organization(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Verify or refuse, with a note; then the queue again."""
    if not request.actor.is_staff_member or request.POST.get("verb") not in _VERBS:
        raise Http404
    organization = get_object_or_404(organizations_visible_to(request.actor), pk=pk)
    verb, done = _VERBS[request.POST["verb"]]
    attempt(request, verb, organization, done=done, note=request.POST.get("note", "")[:500])
    return redirect(f"{reverse('matchmaking:queue')}?tab=organizations")
