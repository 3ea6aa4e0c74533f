"""The door for every act on an organization that is one button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from enterprises.pages import partners
from enterprises.pages.actions import BY_NAME
from enterprises.pages.errors import say
from enterprises.pages.organization import detail_context, organization_or_404


@login_required
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Carry out the verb the button names; what the domain refuses is said on the page again, with the note kept."""
    organization = organization_or_404(request, pk)
    if request.method != "POST":  # somebody who had to log in first lands here by GET
        return redirect("enterprises:detail", pk=pk)
    if request.POST.get("verb") == partners.VERB:
        return partners.draw(request, organization)
    action = BY_NAME.get(request.POST.get("verb", ""))
    if action is None:
        raise Http404
    note = {"note": request.POST.get("note", "")} if action.note else {}
    try:
        action.verb(organization, by=request.actor, **note)
    except DomainError as error:
        status = say(request, error)
        context = detail_context(request, organization_or_404(request, pk)) | note
        return render(request, "enterprises/detail.html", context, status=status)
    messages.success(request, action.done)
    return redirect("enterprises:detail", pk=pk)
