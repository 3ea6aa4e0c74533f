"""The figures that governments ask for: a page for staff, and the same as a workbook."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.downloads import workbook
from enterprises.actors import ActorRequest
from matchmaking.domain.government import government_tables

FIRST_YEAR = 2000


@login_required
@require_safe
def figures(request: ActorRequest) -> HttpResponse:
    year = _year(request)
    today = timezone.localdate()
    context = {
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "tables": government_tables(year, by=request.actor),
    }
    return render(request, "matchmaking/figures.html", context)


@login_required
@require_safe
def figures_workbook(request: ActorRequest) -> HttpResponse:
    from matchmaking.domain.figures_workbook import workbook_of  # noqa: PLC0415  a quarter second of each start

    year = _year(request)
    return workbook(workbook_of(government_tables(year, by=request.actor)), name=f"figures-{year}.xlsx")


def _year(request: ActorRequest) -> int:
    """The year asked for, this one where none is; only staff find the page."""
    asked = request.GET.get("year", str(timezone.localdate().year))
    latest = timezone.localdate().year
    known = asked.isdecimal() and asked.isascii() and FIRST_YEAR <= int(asked[:5]) <= latest
    if not request.actor.is_staff_member or not known:
        raise Http404
    return int(asked)
