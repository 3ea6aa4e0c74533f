"""只有你能看到的匹配: an owner's own run for a secret text, and the invitations that come of it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.invitations import invitations_visible_to, invite
from matchmaking.domain.parts import part_bars
from matchmaking.domain.probability import probabilities, text_similarity
from matchmaking.domain.reasons import band_of
from matchmaking.domain.secret_matching import match_secret, own_run
from matchmaking.pages.doors import attempt
from projects.domain.queries import own_listings
from projects.models import Listing
from projects.rules import can_write_secret


@login_required
@require_safe
@never_cache
def own(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the latest run found, with the button that runs it again."""
    listing = _own_or_404(request, pk)
    found = own_run(listing, by=request.actor)
    sent = invitations_visible_to(request.actor).filter(listing=listing)
    by_other = {invitation.invited_id: invitation for invitation in sent.order_by("created")}
    curve = probabilities()
    context = {
        "listing": listing,
        "run": found.run,
        "under_way": found.under_way,
        "rows": [
            {
                "match": match,
                "other": other,
                "band": band_of(curve.of_similarity(text_similarity(match.parts))),
                "bars": part_bars(match.parts),
                "terms": [term["term"] for term in match.terms],
                "invitation": by_other.get(other.pk),
            }
            for match, other in found.matches
        ],
    }
    return render(request, "matchmaking/secret_matches.html", context)


@login_required
@require_POST
def run(request: ActorRequest, pk: UUID) -> HttpResponse:
    listing = _own_or_404(request, pk)
    attempt(request, match_secret, listing, done=_("已开始，结果只有你们能看到。"))
    return redirect("matchmaking:secret-matches", pk=pk)


@login_required
@require_POST
def invite_other(request: ActorRequest, pk: UUID, other: UUID) -> HttpResponse:
    listing = _own_or_404(request, pk)
    done = _("已邀请，对方将在上午九点收到公开名片。")
    attempt(request, invite, listing, other, done=done)
    return redirect("matchmaking:secret-matches", pk=pk)


def _own_or_404(request: ActorRequest, pk: UUID) -> Listing:
    """A listing of the actor's own organization; every other is not there, before a secret table is touched."""
    listing = get_object_or_404(own_listings(request.actor), pk=pk)
    if not can_write_secret(request.actor, listing):
        raise Http404
    return listing
