"""Applications for scenarios: made on a scenario's page, listed for both sides, decided on a page of their own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.domain.applications import apply_for_scenario, free_places, scenario_takes_applications
from projects.domain.mentions import mentioned
from projects.domain.queries import listings_visible_to
from projects.domain.service_queries import applications_visible_to, lines_visible_to
from projects.forms.places import ApplicationForm
from projects.models import Application, Scenario
from projects.pages.steps import APPLICATION_STEPS, offered_steps, take_step
from projects.states import UNDECIDED_APPLICATIONS, ApplicationState

PER_PAGE = 20


@login_required
@require_safe
def applications(request: ActorRequest) -> HttpResponse:
    """By state, the newest first."""
    visible = applications_visible_to(request.actor)
    counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    shown = visible.filter(state=state) if state in ApplicationState.values else visible
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_as_read(request, application) for application in page],
        "state": state,
        "total": sum(counts.values()),
        "tabs": [(each.value, each.label, counts[each]) for each in ApplicationState if each in counts],
    }
    return render(request, "projects/places/applications.html", context)


@require_safe
def of_scenario(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Places of a scenario, and those of its applications the reader sees; the page of the scenario includes it."""
    scenario = get_object_or_404(listings_visible_to(request.actor, Scenario), pk=pk)
    visible = applications_visible_to(request.actor).filter(scenario=scenario.pk)
    context = {
        "scenario": scenario,
        "open": scenario_takes_applications(scenario),
        "free": free_places(scenario),
        "waiting": visible.filter(state__in=UNDECIDED_APPLICATIONS).count(),
        "rows": [_as_read(request, application) for application in visible[:PER_PAGE]],
        "whole": request.actor.is_staff_member or request.actor.acts_for(scenario.owner_id),
    }
    template = "projects/places/scenario_places.html" if request.htmx else "projects/places/of_scenario.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_required
def apply(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Apply for a scenario with an achievement."""
    scenario = get_object_or_404(listings_visible_to(request.actor, Scenario), pk=pk)
    form = ApplicationForm(request.POST if request.method == "POST" else None, actor=request.actor)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            application = apply_for_scenario(scenario, by=request.actor, **form.cleaned_data)
        except Invalid as error:
            form.show(error)
        except DomainError as error:
            status = say(request, error)
        else:
            messages.success(request, _("已提出申请。"))
            return redirect("projects:application", pk=application.pk)
    status = 422 if form.errors else status
    return render(request, "projects/places/apply.html", {"scenario": scenario, "form": form}, status=status)


@login_required
@require_safe
def application(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The page of one application."""
    found = _application(request, pk)
    context = {
        **_as_read(request, found),
        "steps": offered_steps(APPLICATION_STEPS, request.actor, found),
        "lines": lines_visible_to(request.actor).filter(application=found),
        "transitions": found.transitions.all(),
    }
    return render(request, "projects/places/application.html", context)


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Select, turn down or withdraw."""
    take_step(request, APPLICATION_STEPS, _application(request, pk))
    return redirect("projects:application", pk=pk)


def _application(request: ActorRequest, pk: UUID) -> Application:
    return get_object_or_404(applications_visible_to(request.actor), pk=pk)


def _as_read(request: ActorRequest, application: Application) -> dict[str, Any]:
    """The application with both listings as the reader may read them."""
    return {
        "application": application,
        "scenario": mentioned(request.actor, application.scenario),
        "achievement": mentioned(request.actor, application.achievement),
    }
