"""What others will see of a listing that is still being written."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from enterprises.actors import ActorRequest
from projects.domain.disclosure import public_sight
from projects.forms.listing import ListingForm
from projects.models import KIND_MODELS
from projects.pages.access import chosen_owner, writable_organizations
from projects.pages.detail import card_context


@login_required
@require_POST
def card_preview(request: ActorRequest, kind: str) -> HttpResponse:
    """The card as a stranger reads it, made from the form as it stands, without fields in error; nothing is saved."""
    owners = writable_organizations(request.actor)
    if not owners:
        raise Http404
    owner = chosen_owner(owners, request.POST.get("owner"))
    form = ListingForm(request.POST, kind=kind, owner=owner, actor=request.actor)
    form.is_valid()
    values = {name: value for name, value in form.values().items() if name not in {"targets", "secret"}}
    listing = KIND_MODELS[kind](kind=kind, owner=owner, **values)
    sight = public_sight(listing)
    context = card_context(listing, sight)
    if sight.shows("targets"):
        context["targets"] = form.values().get("targets", ())
    template = "projects/includes/preview.html" if request.htmx else "projects/preview.html"
    return render(request, template, context)
