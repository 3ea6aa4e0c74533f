"""The door for every act on a listing that is one button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.pages.access import listing_or_404
from projects.pages.actions import BY_NAME
from projects.pages.detail import detail_context


@login_required
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Carry out the verb the button names; what the domain refuses is said on the page again, with the note kept."""
    listing = listing_or_404(request.actor, pk)
    if request.method != "POST":  # somebody who had to log in first lands here by GET
        return redirect("projects:detail", pk=pk)
    action = BY_NAME.get(request.POST.get("verb", ""))
    if action is None:
        raise Http404
    note = {"note": request.POST.get("note", "")} if action.note else {}
    try:
        action.verb(listing, by=request.actor, **note)
    except DomainError as error:
        status = say(request, error)
        context = detail_context(request.actor, listing_or_404(request.actor, pk)) | note
        return render(request, "projects/detail.html", context, status=status)
    messages.success(request, action.done)
    return redirect("projects:detail", pk=pk)
