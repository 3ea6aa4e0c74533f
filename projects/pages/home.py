"""The first page: one box for a problem, what is on the platform, and how the road goes."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from enterprises.domain.queries import organizations_visible_to
from projects.choices import ListingKind
from projects.domain.queries import listings_visible_to
from projects.states import ON_SHOW

LATEST = 5


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    shown = listings_visible_to(request.actor).filter(state__in=ON_SHOW)
    counts = dict(shown.order_by().values_list("kind").annotate(Count("pk")))
    context = {
        "counts": [(kind.value, counts.get(kind, 0)) for kind in ListingKind],
        "organizations": organizations_visible_to(request.actor).count(),
        "needs": shown.filter(kind=ListingKind.NEED)[:LATEST],
        "achievements": shown.filter(kind=ListingKind.ACHIEVEMENT)[:LATEST],
    }
    return render(request, "projects/home.html", context)
