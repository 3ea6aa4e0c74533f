"""The desk of somebody who works for an organization: its listings in every state and what waits for an answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from enterprises.choices import Role
from enterprises.domain.queries import contacts_visible_to, memberships_visible_to
from enterprises.models import Membership, Organization
from enterprises.rules import can_edit_organization
from projects.choices import ListingKind
from projects.domain.queries import own_listings
from projects.pages.access import chosen_owner, own_organizations
from projects.rules import may_offer
from projects.states import ListingState

PER_PAGE = 20


@login_required
@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """One organization at a time, chosen in the address; its listings by state."""
    organizations = own_organizations(request.actor)
    chosen = request.GET.get("organization")
    organization = chosen_owner(organizations, chosen) if organizations or chosen else None
    context: dict[str, Any] = {"organizations": organizations, "organization": organization}
    if organization is not None:
        context |= _desk_of(request, organization)
    return render(request, "projects/mine.html", context)


def _desk_of(request: ActorRequest, organization: Organization) -> dict[str, Any]:
    """What the page shows of one organization."""
    listings = own_listings(request.actor).filter(owner=organization)
    counts = dict(listings.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    shown = listings.filter(state=state) if state in ListingState.values else listings
    pages = Paginator(shown.order_by("-card_changed", "id"), PER_PAGE)
    return {
        "tabs": [(each.value, each.label, counts[each]) for each in ListingState if each in counts],
        "total": sum(counts.values()),
        "state": state,
        "page": pages.get_page(request.GET.get("page")),
        "members": _members_of(request, organization),
        "contacts": contacts_visible_to(request.actor).filter(organization=organization),
        "owns": can_edit_organization(request.actor, organization),
        "writes": request.actor.writes_for(organization.pk),
        "offers_capabilities": may_offer(ListingKind.CAPABILITY, organization),
    }


def _members_of(request: ActorRequest, organization: Organization) -> list[Membership]:
    """Its people, owners first."""
    members = memberships_visible_to(request.actor).filter(organization=organization)
    members = members.select_related("user").order_by("created")
    return sorted(members, key=lambda member: Role.values.index(member.role))
