"""Evaluations: opened by administrators, answered by reviewers on a page of their own, read as a spread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import Actor, ActorRequest
from enterprises.pages.errors import say
from projects.domain import evaluation as rounds
from projects.domain.evaluation_queries import (
    asked_reviewers,
    evaluations_visible_to,
    opinions_visible_to,
    reviewers_by_mail,
    spread_rows,
)
from projects.domain.mentions import mentioned
from projects.domain.opinions import decline_opinion, give_opinion
from projects.domain.queries import listings_visible_to
from projects.domain.spread import spreads
from projects.forms.evaluations import EvaluationForm, OpinionForm
from projects.models import Achievement, Evaluation, Opinion
from projects.pages.steps import Step, offered_steps, take_step, when
from projects.rules import can_open_evaluation
from projects.states import EVALUATION_MOVES, OPINION_MOVES, EvaluationState, OpinionState

PER_PAGE = 20


def _owner(actor: Actor, row: Evaluation) -> bool:
    return actor.writes_for(row.achievement.owner_id)


def _organizer(actor: Actor, row: Evaluation) -> bool:
    return can_open_evaluation(actor, row.achievement)


def _releases(actor: Actor, row: Evaluation) -> bool:
    return _owner(actor, row) and row.state == EvaluationState.CLOSED


def _takes_back(actor: Actor, row: Evaluation) -> bool:
    return _owner(actor, row) and row.state == EvaluationState.RELEASED


def _reviewer(actor: Actor, row: Opinion) -> bool:
    return actor.user_id == row.reviewer_id and row.evaluation.state == EvaluationState.OPEN


EVALUATION_STEPS = (
    Step(
        "release",
        gettext_lazy("公开评价结果"),
        gettext_lazy("已公开，能看到这项成果的人都能看到。"),
        rounds.release_evaluation,
        when(EVALUATION_MOVES, "released", _releases),
        "button-primary",
    ),
    Step(
        "take_back",
        gettext_lazy("不再公开"),
        gettext_lazy("已收回，只有成果方能看到。"),
        rounds.take_back_evaluation,
        when(EVALUATION_MOVES, "closed", _takes_back),
    ),
    Step(
        "cancel",
        gettext_lazy("取消评价"),
        gettext_lazy("已取消。"),
        rounds.cancel_evaluation,
        when(EVALUATION_MOVES, "cancelled", _organizer),
        note=gettext_lazy("取消的理由"),
    ),
)
OPINION_STEPS = (
    Step(
        "decline",
        gettext_lazy("谢绝评价"),
        gettext_lazy("已谢绝，管理员会看到理由。"),
        decline_opinion,
        when(OPINION_MOVES, "declined", _reviewer),
        note=gettext_lazy("谢绝的理由，管理员会看到"),
    ),
)


@login_required
@require_safe
def evaluations(request: ActorRequest) -> HttpResponse:
    """What waits for the reader's opinion, then the rounds they see, the newest first."""
    actor = request.actor
    page = Paginator(evaluations_visible_to(actor), PER_PAGE).get_page(request.GET.get("page"))
    waiting = opinions_visible_to(actor).filter(
        state=OpinionState.ASKED, evaluation__state=EvaluationState.OPEN
    )
    context = {
        "page": page,
        "rows": [(row, mentioned(actor, row.achievement)) for row in page],
        "waiting": [(row, mentioned(actor, row.evaluation.achievement)) for row in waiting[:PER_PAGE]],
    }
    return render(request, "projects/evaluations/list.html", context)


@login_required
def new(request: ActorRequest) -> HttpResponse:
    """Administrators have an achievement evaluated."""
    if not request.actor.is_administrator:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = EvaluationForm(
        posted, actor=request.actor, initial={"achievement": request.GET.get("achievement")}
    )
    if posted is not None and form.is_valid() and (opened := _open(request, form)):
        return redirect("projects:evaluation", pk=opened.pk)
    return render(
        request, "projects/evaluations/new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def evaluation(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The spread, for whom it is; who was asked, for administrators; never who said what."""
    found, actor = _evaluation(request, pk), request.actor
    mine = opinions_visible_to(actor).filter(evaluation=found).first()
    opinions = spread_rows(actor, [found]).get(found.pk, [])
    involved = actor.acts_for(found.achievement.owner_id) or _organizer(actor, found)
    context = {
        "evaluation": found,
        "achievement": mentioned(actor, found.achievement),
        "spreads": spreads(opinions),
        "count": len(opinions),
        "mine": mine,
        "may_answer": mine is not None and mine.state == OpinionState.ASKED and _reviewer(actor, mine),
        "asked": asked_reviewers(actor, [found]).get(found.pk, []),
        "steps": offered_steps(EVALUATION_STEPS, actor, found),
        "transitions": found.transitions.all() if involved else None,
    }
    return render(request, "projects/evaluations/evaluation.html", context)


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Release, take back or cancel."""
    take_step(request, EVALUATION_STEPS, _evaluation(request, pk))
    return redirect("projects:evaluation", pk=pk)


@require_safe
def of_achievement(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the reader may know of evaluations of an achievement; its page includes it."""
    achievement = get_object_or_404(listings_visible_to(request.actor, Achievement), pk=pk)
    rows = list(evaluations_visible_to(request.actor).filter(achievement=achievement)[:PER_PAGE])
    opinions = spread_rows(request.actor, rows)
    context = {
        "achievement": achievement,
        "rows": [(row, spreads(opinions.get(row.pk, []))) for row in rows],
        "may_open": can_open_evaluation(request.actor, achievement),
    }
    name = "of_achievement" if request.htmx else "of_achievement_page"
    response = render(request, f"projects/evaluations/{name}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_required
def opinion(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The form of one reviewer."""
    found = _opinion(request, pk)
    form, status = OpinionForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        try:
            give_opinion(found, form.cleaned_data, by=request.actor)
        except Invalid as error:
            form.show(error)
        except DomainError as error:
            status = say(request, error)
        else:
            messages.success(request, _("评价已提交。全部评价人提交后由成果方先看到，不显示是谁写的。"))
            return redirect("projects:opinion", pk=pk)
    context: dict[str, Any] = {
        "opinion": found,
        "evaluation": found.evaluation,
        "achievement": mentioned(request.actor, found.evaluation.achievement),
        "form": form if found.state == OpinionState.ASKED and _reviewer(request.actor, found) else None,
        "mine": spreads([found]) if found.state == OpinionState.GIVEN else [],
        "steps": offered_steps(OPINION_STEPS, request.actor, found),
    }
    status = 422 if form.errors else status
    return render(request, "projects/evaluations/opinion.html", context, status=status)


@login_required
@require_POST
def opinion_act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Decline."""
    take_step(request, OPINION_STEPS, _opinion(request, pk))
    return redirect("projects:opinion", pk=pk)


def _open(request: ActorRequest, form: EvaluationForm) -> Evaluation | None:
    values = dict(form.cleaned_data)
    try:
        people = reviewers_by_mail(request.actor, values.pop("reviewers"))
        opened = rounds.open_evaluation(
            values.pop("achievement"), reviewers=people, by=request.actor, **values
        )
    except Invalid as error:
        form.show(error)
        return None
    except DomainError as error:
        form.add_error(None, error.sentence)
        return None
    messages.success(request, _("已发起评价。"))
    return opened


def _evaluation(request: ActorRequest, pk: UUID) -> Evaluation:
    return get_object_or_404(evaluations_visible_to(request.actor), pk=pk)


def _opinion(request: ActorRequest, pk: UUID) -> Opinion:
    return get_object_or_404(opinions_visible_to(request.actor), pk=pk)
