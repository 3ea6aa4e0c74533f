"""首台套目录与金融产品: two lists that everybody reads, and the page of one row."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to

PER_PAGE = 20


@require_safe
def first_sets(request: ActorRequest) -> HttpResponse:
    """The catalogue, by kind."""
    return _list(request, first_sets_visible_to(request.actor), "first_sets")


@require_safe
def first_set(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(first_sets_visible_to(request.actor), pk=pk)
    return render(request, "projects/catalogue/first_set.html", {"item": found})


@require_safe
def finance_products(request: ActorRequest) -> HttpResponse:
    """The products, by kind."""
    return _list(request, finance_products_visible_to(request.actor), "finance_products")


@require_safe
def finance_product(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(finance_products_visible_to(request.actor), pk=pk)
    return render(request, "projects/catalogue/finance_product.html", {"product": found})


def _list(request: ActorRequest, visible: QuerySet[Any], name: str) -> HttpResponse:
    counts = dict(visible.order_by().values_list("kind").annotate(Count("pk")))
    kind = request.GET.get("kind", "")
    rows = visible.filter(kind=kind) if kind in counts else visible
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "kind": kind if kind in counts else "",
        "kinds": sorted(counts.items()),
        "total": sum(counts.values()),
    }
    return render(request, f"projects/catalogue/{name}.html", context)
