"""What waits for administrators and brokers: the review queue's lists and the dockings past their date."""

from django.db.models import Max, QuerySet
from django.utils import timezone

from enterprises.actors import Actor
from enterprises.domain.queries import labels_visible_to
from enterprises.models import Organization, OrganizationLabel
from enterprises.states import LabelState, OrganizationState
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.queries import matches_visible_to, open_dockings, review_queue
from matchmaking.models import Docking, Match
from matchmaking.states import MatchState
from projects.domain.queries import listings_visible_to
from projects.domain.team_queries import challenges_visible_to
from projects.models import Challenge, Listing
from projects.states import ChallengeState, ListingState

STALE_DAYS = 7  # an interest unanswered for so long is to be chased


def awaiting_review(actor: Actor) -> QuerySet[Match]:
    """The review queue with `since`, the moment from which each match waits, and what judging it needs."""
    return (
        review_queue(actor)
        .annotate(since=Max("transitions__at"))
        .prefetch_related("wanted__owner__contacts", "offered__owner__contacts")
    )


def one_sided(actor: Actor) -> QuerySet[Match]:
    """Interests the other side has not answered, the oldest first; none for those who are no staff."""
    if not actor.is_staff_member:
        return Match.objects.none()
    matches = judged_by(actor, matches_visible_to(actor)).filter(state=MatchState.INTERESTED)
    return matches.annotate(since=Max("transitions__at")).prefetch_related("verdicts").order_by("since", "id")


def submitted_listings(actor: Actor) -> QuerySet[Listing]:
    """Listings that wait for publication, the oldest first; without those of organizations the actor is tied to."""
    if not actor.is_staff_member:
        return Listing.objects.none()
    listings = listings_visible_to(actor).filter(state=ListingState.SUBMITTED)
    others = listings.exclude(owner__in=actor.tied_ids)
    return others.annotate(since=Max("transitions__at")).order_by("since", "id")


def submitted_organizations(actor: Actor) -> QuerySet[Organization]:
    """Organizations that wait for verification, the oldest first; without those the actor is tied to."""
    if not actor.is_staff_member:
        return Organization.objects.none()
    waiting = Organization.objects.filter(state=OrganizationState.SUBMITTED).select_related("parent")
    others = waiting.exclude(pk__in=actor.tied_ids)
    return others.annotate(since=Max("transitions__at")).order_by("since", "id")


def submitted_challenges(actor: Actor) -> QuerySet[Challenge]:
    """Challenges that wait for publication, the oldest first; without those of organizations the actor is tied to."""
    if not actor.is_staff_member:
        return Challenge.objects.none()
    waiting = challenges_visible_to(actor).filter(state=ChallengeState.SUBMITTED)
    others = waiting.exclude(owner__in=actor.tied_ids)
    return others.annotate(since=Max("transitions__at")).order_by("since", "id")


def claimed_labels(actor: Actor) -> QuerySet[OrganizationLabel]:
    """Labels whose evidence waits to be looked at, the oldest first; without those of organizations the actor is tied
    to."""
    if not actor.is_staff_member:
        return OrganizationLabel.objects.none()
    waiting = labels_visible_to(actor).filter(state=LabelState.CLAIMED).select_related("organization")
    others = waiting.exclude(organization__in=actor.tied_ids)
    return others.annotate(since=Max("transitions__at")).order_by("since", "id")


def overdue_dockings(actor: Actor) -> QuerySet[Docking]:
    """Dockings going on whose next step is past its date."""
    return open_dockings(actor).filter(next_deadline__lt=timezone.localdate())


def pending_counts(actor: Actor) -> dict[str, int]:
    """How many wait in each list: matches, chase, listings, challenges, organizations, labels, overdue."""
    return {
        "matches": review_queue(actor).count(),
        "chase": one_sided(actor).count(),
        "listings": submitted_listings(actor).count(),
        "challenges": submitted_challenges(actor).count(),
        "organizations": submitted_organizations(actor).count(),
        "labels": claimed_labels(actor).count(),
        "overdue": overdue_dockings(actor).count(),
    }
