"""An administrator reads a secret text for a reason."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.domain.secrets import read_secret
from projects.pages.access import listing_or_404
from projects.rules import can_read_secret


@login_required
@require_POST
@never_cache
def read(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The text, in answer to the form and at no address of its own: opening it again takes another reason."""
    listing = listing_or_404(request.actor, pk)
    if not can_read_secret(request.actor, listing):
        raise Http404
    try:
        secret = read_secret(listing, by=request.actor, reason=request.POST.get("reason", "")[:500])
    except DomainError as error:
        say(request, error)
        return redirect("projects:detail", pk=pk)
    return render(request, "projects/secret.html", {"listing": listing, "secret": secret})
