"""The one entry to matches, dockings and released contacts per actor."""

from uuid import UUID

from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from enterprises.choices import BROKER_GROUP
from enterprises.models import User
from matchmaking.models import (
    ContactRelease,
    Docking,
    DockingTransition,
    Match,
    MatchModel,
    MatchRun,
    MatchTransition,
    Verdict,
)
from matchmaking.states import ENDED, MatchState
from projects.domain.queries import listings_visible_to


def matches_visible_to(actor: Actor) -> QuerySet[Match]:
    """Matches of the actor's organizations; for administrators and brokers all."""
    matches = Match.objects.select_related("wanted__owner", "offered__owner")
    return matches if actor.is_staff_member else matches.filter(_party(actor.organization_ids))


def review_queue(actor: Actor) -> QuerySet[Match]:
    """Matches that both sides want, for those who decide, the best first; without those the actor is tied to."""
    if not actor.is_staff_member:
        return Match.objects.none()
    waiting = Match.objects.select_related("wanted__owner", "offered__owner").filter(state=MatchState.MUTUAL)
    return waiting.exclude(_party(actor.organization_ids)).order_by("-score", "id")


def awaiting_answer(actor: Actor) -> QuerySet[Match]:
    """Undecided matches of the actor's organizations in which their own side has not spoken yet."""
    own = actor.writable_ids
    silent_wanted = Q(wanted__owner__in=own) & ~Q(verdicts__side="wanted")
    silent_offered = Q(offered__owner__in=own) & ~Q(verdicts__side="offered")
    return (
        matches_visible_to(actor).filter(state=MatchState.INTERESTED).filter(silent_wanted | silent_offered)
    )


def dockings_visible_to(actor: Actor) -> QuerySet[Docking]:
    """Dockings of the actor's organizations and those they are responsible for; for administrators and brokers all."""
    dockings = Docking.objects.select_related("match__wanted__owner", "match__offered__owner", "manager")
    if actor.is_staff_member:
        return dockings
    return dockings.filter(_party(actor.organization_ids, "match__"))


def open_dockings(actor: Actor) -> QuerySet[Docking]:
    """Those still going on, the nearest deadline first."""
    return dockings_visible_to(actor).exclude(state__in=ENDED).order_by("next_deadline", "opened")


def contacts_released_to(actor: Actor, docking: Docking) -> QuerySet[ContactRelease]:
    """Contacts of the docking that were released to the actor's organizations; staff see both sides'."""
    releases = docking.releases.select_related("contact__organization", "organization")
    return releases if actor.is_staff_member else releases.filter(organization__in=actor.organization_ids)


def managers_visible_to(actor: Actor) -> QuerySet[User]:
    """Technology managers who can be made responsible, for those who name one: staff."""
    if not actor.is_staff_member:
        return User.objects.none()
    return User.objects.filter(groups__name=BROKER_GROUP, is_active=True)


def match_steps_visible_to(actor: Actor) -> QuerySet[MatchTransition]:
    """The history of the matches the actor sees."""
    return MatchTransition.objects.filter(subject__in=matches_visible_to(actor))


def docking_steps_visible_to(actor: Actor) -> QuerySet[DockingTransition]:
    """The history of the dockings the actor sees."""
    return DockingTransition.objects.filter(subject__in=dockings_visible_to(actor))


def verdicts_visible_to(actor: Actor) -> QuerySet[Verdict]:
    """What the sides said about the matches the actor sees."""
    return Verdict.objects.filter(match__in=matches_visible_to(actor))


def releases_visible_to(actor: Actor) -> QuerySet[ContactRelease]:
    """Contacts released to the actor's organizations; for staff all."""
    releases = ContactRelease.objects.all()
    return releases if actor.is_staff_member else releases.filter(organization__in=actor.organization_ids)


def runs_visible_to(actor: Actor) -> QuerySet[MatchRun]:
    """Computations of matches: for staff, without those of listings they do not see."""
    if not actor.is_staff_member:
        return MatchRun.objects.none()
    return MatchRun.objects.filter(Q(listing=None) | Q(listing__in=listings_visible_to(actor)))


def models_visible_to(actor: Actor) -> QuerySet[MatchModel]:
    """Fitted models: for staff."""
    return MatchModel.objects.all() if actor.is_staff_member else MatchModel.objects.none()


def _party(organization_ids: frozenset[UUID], path: str = "") -> Q:
    return Q(**{f"{path}wanted__owner__in": organization_ids}) | Q(
        **{f"{path}offered__owner__in": organization_ids}
    )
