"""The team proposed to a consortium, for the lead's people: who covers what, by which card, and who to ask."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.team import CARDS, COVERS, propose_team
from projects.domain.team_queries import consortia_led_by
from projects.states import ConsortiumState


@login_required
@require_safe
def team(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Computed anew for everybody who looks."""
    consortium = get_object_or_404(consortia_led_by(request.actor), pk=pk)
    context = {
        "consortium": consortium,
        "proposal": propose_team(consortium, by=request.actor),
        "covers": COVERS,
        "cards": CARDS,
        "may_invite": request.actor.writes_for(consortium.lead_id)
        and consortium.state == ConsortiumState.FORMING,
    }
    return render(request, "matchmaking/team.html", context)
