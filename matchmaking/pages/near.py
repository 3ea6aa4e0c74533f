"""Near misses under the matches of a need: a fragment that loads by itself, or a page of its own."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from matchmaking.domain.matching import TOP
from matchmaking.domain.near import near_misses
from matchmaking.domain.queries import needs_compared_for
from matchmaking.pages.fragments import render_fragment
from projects.rules import can_edit_listing


@require_safe
def near(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What would have to change for others to match; not there for who may not know the need's matches."""
    actor = request.actor
    need = get_object_or_404(needs_compared_for(actor), pk=pk)
    context = {
        "listing": need,
        "found": near_misses(need, actor=actor),
        "editable": can_edit_listing(actor, need),
        "top": TOP,
    }
    return render_fragment(request, "near", _("差一点就匹配"), context)
