"""转化路线: what is proposed for a match, and the plan of a docking that both sides change and adopt."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import Invalid
from enterprises.actors import ActorRequest
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.queries import matches_visible_to
from matchmaking.domain.road import edit
from matchmaking.domain.road.parties import choices_for
from matchmaking.domain.road.propose import propose_road
from matchmaking.domain.road.queries import (
    road_changes_visible_to,
    road_steps_visible_to,
    roads_visible_to,
)
from matchmaking.domain.road.view import views_of_proposal, views_of_road
from matchmaking.domain.work import worked_on_by
from matchmaking.forms import PartyForm, PlanForm
from matchmaking.models import Docking, RoadStep
from matchmaking.pages.doors import attempt, back_to, settled
from matchmaking.pages.fragments import render_fragment
from matchmaking.rules import can_work_on_docking, sides_of
from matchmaking.states import ENDED, RoadState

MOST_CHANGES = 20


@login_required
@require_safe
def of_match(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The road proposed for a pair, for its two sides and for staff without a tie; nothing is written."""
    match = get_object_or_404(judged_by(request.actor, matches_visible_to(request.actor)), pk=pk)
    context: dict[str, Any] = {"match": match}
    try:
        proposal = propose_road(match)
    except Invalid as error:
        context["obstacle"] = error.sentence
    else:
        context |= {"proposal": proposal, "views": views_of_proposal(proposal, request.actor)}
    return render_fragment(request, "road_proposal", _("转化路线"), context)


@login_required
@require_safe
def of_docking(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The plan of a docking, how far it has come, and who changed what."""
    actor = request.actor
    docking = get_object_or_404(worked_on_by(actor), pk=pk)
    road = roads_visible_to(actor).filter(docking=docking).first()
    writes = docking.state not in ENDED and can_work_on_docking(actor, docking)
    sides = sides_of(actor, docking.match)
    context: dict[str, Any] = {"docking": docking, "road": road, "writes": writes}
    if road is not None:
        agreed = road.state == RoadState.ADOPTED or road.agreed_side in sides
        changes = road_changes_visible_to(actor).filter(road=road).order_by("-id")[:MOST_CHANGES]
        context |= {
            "views": views_of_road(road, actor),
            "changes": changes,
            "may_agree": writes and len(sides) == 1 and not agreed,
        }
    return render_fragment(request, "road", _("转化路线"), context)


def _draft(request: ActorRequest, docking: Docking) -> bool:
    return attempt(request, edit.draft_road, docking, done=_("已生成路线，双方都可以修改。"))


def _agree(request: ActorRequest, docking: Docking) -> bool:
    road = get_object_or_404(roads_visible_to(request.actor), docking=docking)
    read = request.POST.get("version", "")
    version = int(read) if read.isdecimal() and len(read) < 10 else None
    return attempt(request, edit.agree_to_road, road, version, done=_("已同意这条路线。"))


_VERBS: dict[str, Callable[[ActorRequest, Docking], bool]] = {"draft": _draft, "agree": _agree}


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Draft the road, or agree to it."""
    docking = get_object_or_404(worked_on_by(request.actor), pk=pk)
    verb = _VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    verb(request, docking)
    return back_to("docking", pk)


@login_required
@require_safe
def step(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One step with all its reasons, and the forms that change it."""
    return _step_page(request, _found(request, pk))


@login_required
@require_POST
def step_party(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Name somebody else, or nobody."""
    found = _found(request, pk)
    form = PartyForm(request.POST, choices=_choices(request, found))
    if not form.is_valid():
        return _step_page(request, found, party=form)
    attempt(request, edit.replace_party, found, form.cleaned_data["party"], done=_("已更换承担方。"))
    return back_to("road-step", pk)


@login_required
@require_POST
def step_plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say when the step is taken and what it costs; what is wrong stands at its field."""
    found = _found(request, pk)
    form = PlanForm(request.POST)
    if form.is_valid() and settled(
        request, form, edit.plan_step, found, form.cleaned_data, done=_("已保存时间与费用。")
    ):
        return back_to("road-step", pk)
    return _step_page(request, found, plan=form)


_PLACES = {"earlier": -1, "later": 1}


@login_required
@require_POST
def step_act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Move the step by one place, or leave it out."""
    found, verb = _found(request, pk), request.POST.get("verb", "")
    if verb == "remove":
        docking = worked_on_by(request.actor).get(road=found.road_id)
        done = attempt(request, edit.remove_step, found, done=_("已删去这一步。"))
        return back_to("docking", docking.pk) if done else back_to("road-step", pk)
    if verb not in _PLACES:
        raise Http404
    attempt(request, edit.move_step, found, found.position + _PLACES[verb], done=_("已调整顺序。"))
    return back_to("road-step", pk)


def _found(request: ActorRequest, pk: UUID) -> RoadStep:
    return get_object_or_404(road_steps_visible_to(request.actor), pk=pk)


def _choices(request: ActorRequest, found: RoadStep) -> list[tuple[str, str]]:
    docking = worked_on_by(request.actor).get(road=found.road_id)
    if not can_work_on_docking(request.actor, docking):
        return []
    return [(str(pk), name) for pk, name in choices_for(found, by=request.actor)]


def _step_page(request: ActorRequest, found: RoadStep, **sent: Any) -> HttpResponse:
    actor = request.actor
    road = roads_visible_to(actor).get(pk=found.road_id)
    docking = worked_on_by(actor).get(road=road)
    writes = docking.state not in ENDED and can_work_on_docking(actor, docking)
    views = views_of_road(road, actor)
    view = next(each for each in views if each.pk == found.pk)
    context: dict[str, Any] = {"docking": docking, "step": found, "view": view, "writes": writes}
    if writes:
        party = found.listing_id or found.item_id or found.product_id
        chosen = {"party": str(party)} if party and found.filled else {}
        values = {name: getattr(found, name) for name in edit.PLAN_FIELDS}
        context |= {
            "party_form": sent.get("party") or PartyForm(initial=chosen, choices=_choices(request, found)),
            "plan_form": sent.get("plan") or PlanForm(initial=values),
            "first": found.position == 0,
            "last": found.position == len(views) - 1,
        }
    return render(request, "matchmaking/road_step.html", context, status=422 if sent else 200)
