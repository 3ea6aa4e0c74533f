"""Consortia: their list, opening one, the page of one with its members and division of work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.pages.errors import say
from projects.domain.consortium import open_consortium
from projects.domain.mentions import mentioned
from projects.domain.team_plan import write_plan
from projects.domain.team_queries import (
    confirmations_visible_to,
    consortia_visible_to,
    members_visible_to,
    needs_to_team_up_for,
    sub_topics_visible_to,
    tasks_visible_to,
    topics_of_members,
)
from projects.forms.rows import show, values_of
from projects.forms.teams import ConsortiumForm, PlanForm, as_sent, task_rows, topic_rows
from projects.models import Consortium, Member, SubTopic
from projects.pages.steps import offered_steps, take_step
from projects.pages.team_steps import CONSORTIUM_STEPS, MEMBER_STEPS
from projects.states import ConsortiumState, MemberState

PER_PAGE = 20


@login_required
@require_safe
def consortia(request: ActorRequest) -> HttpResponse:
    """Those the reader leads, takes part in, or is asked to join; the newest first."""
    actor = request.actor
    page = Paginator(consortia_visible_to(actor), PER_PAGE).get_page(request.GET.get("page"))
    asked = members_visible_to(actor).filter(
        organization__in=actor.organization_ids, state=MemberState.INVITED
    )
    context = {
        "page": page,
        "asked": asked[:PER_PAGE],
        "may_open": needs_to_team_up_for(actor).exists(),
    }
    return render(request, "projects/teams/consortia.html", context)


@login_required
def new(request: ActorRequest) -> HttpResponse:
    """Open one: the need, and the sub-topics it is cut into."""
    posted = request.POST if request.method == "POST" else None
    form = ConsortiumForm(posted, actor=request.actor, initial={"need": request.GET.get("need")})
    rows, status = topic_rows(posted), 200
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        try:
            opened = open_consortium(topics=values_of(rows), by=request.actor, **form.cleaned_data)
        except Invalid as error:
            show("topics", rows, form, error)
        except DomainError as error:
            status = say(request, error)
        else:
            messages.success(request, _("联合体已发起，可以看看推荐的团队。"))
            return redirect("projects:consortium", pk=opened.pk)
    wrong = form.errors or (posted and rows.total_error_count())
    context = {"form": form, "rows": rows}
    return render(request, "projects/teams/new_consortium.html", context, status=422 if wrong else status)


@login_required
@require_safe
def consortium(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Sub-topics, members, the division of work and who has confirmed it."""
    return _page(request, _consortium(request, pk))


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Complete or dissolve."""
    take_step(request, CONSORTIUM_STEPS, _consortium(request, pk))
    return redirect("projects:consortium", pk=pk)


@login_required
@require_POST
def plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The lead divides the work; everybody else then has to confirm it."""
    found, form = _consortium(request, pk), PlanForm({})
    if not request.actor.writes_for(found.lead_id):
        return _page(request, found, status=403)
    rows = _rows(request, found, request.POST)
    if not rows.is_valid():
        return _page(request, found, form=form, rows=rows, status=422)
    try:
        write_plan(found, values_of(rows), by=request.actor)
    except Invalid as error:
        show("tasks", rows, form, error)
        return _page(request, found, form=form, rows=rows, status=422)
    except DomainError as error:
        return _page(request, found, form=form, rows=rows, status=say(request, error))
    messages.success(request, _("分工已保存，等待成员确认。"))
    return redirect("projects:consortium", pk=pk)


def _consortium(request: ActorRequest, pk: UUID) -> Consortium:
    return get_object_or_404(consortia_visible_to(request.actor), pk=pk)


def _page(
    request: ActorRequest, found: Consortium, *, form: Any = None, rows: Any = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    topics, team = _topics(request, found), _members(request, found)
    tasks = list(tasks_visible_to(actor).filter(consortium=found, plan=found.plan))
    said = confirmations_visible_to(actor).filter(member__consortium=found, plan=found.plan)
    confirmed = set(said.values_list("member_id", flat=True)) if tasks else set()
    forming = found.state == ConsortiumState.FORMING
    mine = [
        row for row in team if actor.writes_for(row.organization_id) and row.state == MemberState.ACCEPTED
    ]
    leads = actor.writes_for(found.lead_id)
    if rows is None and leads and forming:
        sent = as_sent(tasks, extra=2) if tasks else None
        rows = _rows(request, found, sent, topics=topics, team=team)
    context = {
        "consortium": found,
        "need": mentioned(actor, found.need),
        "leads": leads,
        "proposes": actor.acts_for(found.lead_id) and forming,
        "topics": [(topic, [task for task in tasks if task.topic_id == topic.pk]) for topic in topics],
        "members": _with_topics(request, team),
        "tasks": tasks,
        "shares": _shares(tasks),
        "confirmed": confirmed,
        "to_confirm": [row for row in mine if tasks and forming and row.pk not in confirmed and not leads],
        "form": form,
        "rows": rows if leads and forming else None,
        "steps": offered_steps(CONSORTIUM_STEPS, actor, found),
        "transitions": found.transitions.all(),
    }
    return render(request, "projects/teams/consortium.html", context, status=status)


def _topics(request: ActorRequest, found: Consortium) -> list[SubTopic]:
    return list(sub_topics_visible_to(request.actor).filter(consortium=found).order_by("position"))


def _members(request: ActorRequest, found: Consortium) -> list[Member]:
    return list(members_visible_to(request.actor).filter(consortium=found).order_by("invited", "pk"))


def _rows(
    request: ActorRequest, found: Consortium, data: Any, *, topics: Any = None, team: Any = None
) -> Any:
    """The rows to fill in: one for each sub-topic, and a few more."""
    topics = _topics(request, found) if topics is None else topics
    team = _members(request, found) if team is None else team
    joined = [row for row in team if row.state == MemberState.ACCEPTED]
    return task_rows(data, team=joined, topics=topics, extra=len(topics) + 2)


def _with_topics(request: ActorRequest, team: list[Member]) -> list[dict[str, Any]]:
    topics = topics_of_members(request.actor, team)
    return [
        {
            "member": row,
            "topics": topics.get(row.pk, []),
            "card": mentioned(request.actor, row.achievement) if row.achievement else None,
            "steps": offered_steps(MEMBER_STEPS, request.actor, row),
        }
        for row in team
    ]


def _shares(tasks: list[Any]) -> list[tuple[str, Any]]:
    """Member and the sum of its shares, in the order of the tasks."""
    sums: dict[str, Any] = {}
    for task in tasks:
        name = task.member.organization.name
        sums[name] = sums.get(name, 0) + task.share
    return list(sums.items())
