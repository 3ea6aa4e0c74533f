"""Near misses under the matches of a listing: a fragment that loads by itself, or a page of its own."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from enterprises.actors import ActorRequest
from matchmaking.domain.matching import TOP
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import listings_compared_for


@require_GET
def near(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What would have to change for others to match; not there for who may not know the listing's matches."""
    listing = get_object_or_404(listings_compared_for(request.actor), pk=pk)
    context = {"listing": listing, "found": near_misses(listing, actor=request.actor), "top": TOP}
    name = "includes/near" if request.htmx else "near"
    response = render(request, f"matchmaking/{name}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
