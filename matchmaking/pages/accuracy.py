"""The accuracy page: how good the matches are, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.accuracy import accuracy_visible_to
from matchmaking.domain.accuracy_tables import overview


@require_safe
def accuracy(request: ActorRequest) -> HttpResponse:
    """The published figures; one query, nothing computed."""
    return render(
        request, "matchmaking/accuracy.html", {"view": overview(accuracy_visible_to(request.actor))}
    )
