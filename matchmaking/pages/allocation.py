"""Proposing an allocation: the administrator chooses what is shared out together and how many places are kept."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from matchmaking.domain.allocation import allocate_places
from matchmaking.pages.doors import say
from projects.domain.allocations import Shares
from projects.domain.service_queries import listings_to_allocate
from projects.forms.places import SharesForm
from projects.models import Listing


@login_required
def allocate(request: ActorRequest) -> HttpResponse:
    """Begin with the listing in the address; other scenarios with undecided applications can be added to it."""
    if not request.actor.is_administrator:
        raise Http404
    waiting = list(listings_to_allocate(request.actor).order_by("title", "pk"))
    sent = request.POST if request.method == "POST" else request.GET
    chosen = [listing for listing in waiting if str(listing.pk) in sent.getlist("listing")]
    if not chosen:
        raise Http404
    form = SharesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (proposed := _propose(request, chosen, form)):
        return redirect("projects:allocation", pk=proposed)
    context = {
        "form": form,
        "chosen": chosen,
        "others": [each for each in waiting if each.kind == chosen[0].kind and each not in chosen],
    }
    return render(request, "matchmaking/allocate.html", context, status=422 if form.errors else 200)


def _propose(request: ActorRequest, chosen: list[Listing], form: SharesForm) -> UUID | None:
    shares = Shares(form.cleaned_data["small_share"], form.cleaned_data["away_share"])
    try:
        allocation = allocate_places(chosen, shares=shares, by=request.actor)
    except DomainError as error:
        say(request, error)
        return None
    messages.success(request, _("已提出分配方案。批准以后才生效。"))
    return allocation.pk
