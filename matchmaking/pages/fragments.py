"""Fragments on other apps' pages: matches of a listing, and what waits on the workbench."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Case, F, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from matchmaking.choices import ONWARD_KINDS
from matchmaking.domain.cards import dockings_as_read_by
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.near import COMPARED
from matchmaking.domain.preview import similar_offers
from matchmaking.domain.progress import is_being_matched
from matchmaking.domain.queries import (
    awaiting_answer,
    dockings_visible_to,
    matches_visible_to,
    open_dockings,
)
from matchmaking.pages.rows import Row, rows_for
from matchmaking.rules import sees_near_misses
from matchmaking.states import MatchState
from projects.domain.project_queries import transfer_projects_visible_to
from projects.domain.queries import listings_visible_to

MOST_ROWS = 20
MOST_READ = 200  # matches of one listing that a page looks at
_ORDER: list[str] = [
    MatchState.MUTUAL,
    MatchState.SENT_BACK,
    MatchState.INTERESTED,
    MatchState.RECOMMENDED,
    MatchState.APPROVED,
    MatchState.REJECTED,
    MatchState.DECLINED,
    MatchState.LAPSED,
]
_RANK = Case(*(When(state=state, then=rank) for rank, state in enumerate(_ORDER)))
_PAST = {MatchState.REJECTED, MatchState.DECLINED, MatchState.LAPSED}


@require_safe
def for_listing(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Matches on the page of a listing: the real ones for its owner and for staff, similar offers for others."""
    actor = request.actor
    listing = get_object_or_404(listings_visible_to(actor), pk=pk)
    if not (actor.is_staff_member or actor.acts_for(listing.owner_id)):
        found = similar_offers(listing, actor=actor)
        return render_fragment(request, "similar", _("内容相近的信息"), {"listing": listing, "found": found})
    matches = matches_visible_to(actor)
    matches = matches.filter(wanted=listing) | matches.filter(offered=listing)
    # a pilot base may fit thousands of achievements; what people have spoken about comes first
    best = matches.order_by(_RANK, "-score", "id").prefetch_related("verdicts")[:MOST_READ]
    rows = sorted(rows_for(actor, best, seen_from=listing), key=_place)
    present = [row for row in rows if row.match.state not in _PAST]
    onward = {
        relation: [row for row in present if row.match.relation == relation]
        for relation, (wanted, _offered) in ONWARD_KINDS.items()
        if listing.kind == wanted
    }
    context = {
        "listing": listing,
        "rows": [row for row in present if row.match.relation not in onward][:MOST_ROWS],
        "onward": onward,
        "past": [row for row in rows if row.match.state in _PAST][: 2 * MOST_ROWS],
        "under_way": is_being_matched(listing),
        "compared": listing.state in COMPARED and sees_near_misses(actor, listing),
    }
    return render_fragment(request, "for_listing", pgettext("列表", "匹配"), context)


def _place(row: Row) -> tuple[int, float, str]:
    """By state, then the best first; where a conflict hides the score, its place must not tell it."""
    return _ORDER.index(row.match.state), -(row.score or 0.0), str(row.match.pk)


@login_required
@require_safe
def mine_matches(request: ActorRequest) -> HttpResponse:
    """What awaits the actor's answer, then what waits for review, then the best recommendations."""
    actor = request.actor
    own = matches_visible_to(actor).prefetch_related("verdicts")
    if actor.is_staff_member:  # a manager's own organization's matches, not everybody's
        ids = actor.organization_ids
        own = own.filter(wanted__owner__in=ids) | own.filter(offered__owner__in=ids)
    context = {
        "waiting": rows_for(actor, awaiting_answer(actor).prefetch_related("verdicts")[:MOST_ROWS]),
        "mutual": own.filter(state=MatchState.MUTUAL).count(),
        "best": rows_for(
            actor,
            judged_by(actor, own)
            .filter(state=MatchState.RECOMMENDED)
            .order_by(F("seen_score").desc(), "id")[:3],
        ),
    }
    return render_fragment(request, "mine_matches", _("等我答复"), context)


@login_required
@require_safe
def mine_dockings(request: ActorRequest) -> HttpResponse:
    """The dockings going on, the nearest deadline first."""
    dockings = open_dockings(request.actor)
    nearest = dockings_as_read_by(request.actor, dockings[:8])
    context = {"dockings": nearest, "total": dockings.count()}
    return render_fragment(request, "mine_dockings", _("进行中的对接"), context)


@login_required
@require_safe
def of_project(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The docking that a transfer project came from."""
    project = get_object_or_404(transfer_projects_visible_to(request.actor), pk=pk)
    docking = get_object_or_404(dockings_visible_to(request.actor), project=project)
    return render_fragment(request, "of_project", _("对接"), {"docking": docking})


def render_fragment(request: ActorRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """The fragment alone for htmx; as a page of its own for who opens its address."""
    fragment = f"matchmaking/includes/{name}.html"
    if request.htmx:
        response = render(request, fragment, context)
    else:
        response = render(
            request, "matchmaking/fragment.html", {**context, "fragment": fragment, "title": title}
        )
    patch_vary_headers(response, ["HX-Request"])
    return response
