"""Bids for challenges: made on a challenge's page, listed for both sides, one page each."""

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
from projects.domain.bids import make_bid
from projects.domain.mentions import mentioned
from projects.domain.team_queries import bids_visible_to, challenges_visible_to
from projects.forms.teams import BidForm
from projects.models import Bid
from projects.pages.steps import offered_steps, take_step
from projects.pages.team_steps import BID_STEPS

PER_PAGE = 20


@login_required
@require_safe
def bids(request: ActorRequest) -> HttpResponse:
    """One's own, and those for one's own challenges; the newest first."""
    page = Paginator(bids_visible_to(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, mentioned(request.actor, row.achievement)) for row in page]
    return render(request, "projects/teams/bids.html", {"page": page, "rows": rows})


@login_required
def new(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Apply for a challenge with an achievement."""
    challenge = get_object_or_404(challenges_visible_to(request.actor), pk=pk)
    form = BidForm(request.POST if request.method == "POST" else None, actor=request.actor)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = make_bid(challenge, by=request.actor, **form.cleaned_data)
        except Invalid as error:
            form.show(error)
        except DomainError as error:
            status = say(request, error)
        else:
            messages.success(request, _("已揭榜。结果会在截止以后通知您。"))
            return redirect("projects:bid", pk=made.pk)
    status = 422 if form.errors else status
    return render(
        request, "projects/teams/make_bid.html", {"challenge": challenge, "form": form}, status=status
    )


@login_required
@require_safe
def bid(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The page of one bid."""
    found = _bid(request, pk)
    context = {
        "bid": found,
        "challenge": found.challenge,
        "card": mentioned(request.actor, found.achievement),
        "steps": offered_steps(BID_STEPS, request.actor, found),
        "transitions": found.transitions.all(),
    }
    return render(request, "projects/teams/bid.html", context)


@login_required
@require_POST
def act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Withdraw."""
    take_step(request, BID_STEPS, _bid(request, pk))
    return redirect("projects:bid", pk=pk)


def _bid(request: ActorRequest, pk: UUID) -> Bid:
    return get_object_or_404(bids_visible_to(request.actor), pk=pk)
