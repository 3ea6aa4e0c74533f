"""Lists of listings: one per kind with search and filters, and one per organization."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from enterprises.domain.queries import organizations_visible_to
from projects.domain.queries import listings_visible_to
from projects.forms.browse import BrowseForm
from projects.models import KIND_MODELS
from projects.states import ON_SHOW

PER_PAGE = 20


@require_safe
def show_list(request: ActorRequest, kind: str) -> HttpResponse:
    """One kind of listing. An htmx request gets the results alone."""
    form = BrowseForm(request.GET, kind=kind, actor=request.actor)
    listings = form.narrow(listings_visible_to(request.actor, KIND_MODELS[kind]), request.actor)
    page = Paginator(listings, PER_PAGE).get_page(request.GET.get("page"))
    alone = request.htmx and not request.htmx.history_restore_request  # going back restores the whole page
    template = "projects/includes/results.html" if alone else "projects/list.html"
    response = render(request, template, {"kind": kind, "form": form, "page": page, "chosen": form.chosen()})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def of_organization(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What an organization has on show; its profile page includes this."""
    owner = get_object_or_404(organizations_visible_to(request.actor), pk=pk)
    listings = (
        listings_visible_to(request.actor)
        .filter(owner=owner, state__in=ON_SHOW)
        .order_by("kind", "-published_at")
    )
    page = Paginator(listings, PER_PAGE).get_page(request.GET.get("page"))
    template = "projects/includes/of_organization.html" if request.htmx else "projects/of_organization.html"
    response = render(request, template, {"owner": owner, "page": page})
    patch_vary_headers(response, ["HX-Request"])
    return response
