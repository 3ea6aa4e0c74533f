"""A step of the two sides' own in the road of a docking."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.kernel.errors import DomainError
from enterprises.actors import ActorRequest
from matchmaking.choices import StepKind
from matchmaking.domain.road.edit import add_step
from matchmaking.domain.road.parties import choices_by_kind
from matchmaking.domain.road.queries import roads_visible_to
from matchmaking.domain.road.writing import check_may_change
from matchmaking.domain.work import worked_on_by
from matchmaking.forms import StepForm
from matchmaking.models import Road
from matchmaking.pages.doors import back_to, say, settled


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The form, and what it sends; what is wrong stands at its field."""
    docking = get_object_or_404(worked_on_by(request.actor), pk=pk)
    road = get_object_or_404(roads_visible_to(request.actor), docking=docking)
    try:
        check_may_change(docking, request.actor)
    except DomainError as error:
        say(request, error)
        return back_to("docking", pk)
    form = StepForm(request.POST or None, choices=_choices(request, road))
    if form.is_valid() and settled(request, form, add_step, road, form.cleaned_data, done=_("已增加一步。")):
        return back_to("docking", pk)
    context = {"docking": docking, "road": road, "form": form}
    return render(request, "matchmaking/road_new_step.html", context, status=422 if form.is_bound else 200)


def _choices(request: ActorRequest, road: Road) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (str(StepKind(kind).label), [(str(pk), name) for pk, name in rows])
        for kind, rows in choices_by_kind(road, by=request.actor)
        if rows
    ]
