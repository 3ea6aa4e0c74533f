"""Matches while somebody types: the fragment under the box of the home page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from enterprises.actors import ActorRequest
from matchmaking.domain.preview import Preview, preview_matches
from matchmaking.pages.limits import too_many

SHORTEST = 6  # characters below which words say too little to match


@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """Cards of the offers that fit the typed `text`; nothing is stored. Without htmx: a page of its own."""
    text = request.POST.get("text", "").replace("\x00", "").strip()
    context: dict[str, Any] = {"text": text, "found": []}
    if too_many(request, "preview"):
        return _render(request, context | {"busy": True}, status=429)
    if len(text) < SHORTEST:
        return _render(request, context | {"short": bool(text)})
    found: list[Preview] = preview_matches(text, actor=request.actor)
    return _render(request, context | {"found": found, "searched": True})


def _render(request: ActorRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if request.htmx:  # htmx swaps in no 429, and the words are kinder than a silent box
        return render(request, "matchmaking/includes/preview.html", context)
    return render(request, "matchmaking/preview.html", context, status=status)
