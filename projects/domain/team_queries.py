"""The one entry to consortia and challenges per actor: lists and single rows alike."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from enterprises.states import OrganizationState
from projects.domain.queries import listings_visible_to
from projects.models import (
    Achievement,
    Bid,
    BidTransition,
    Challenge,
    ChallengeTransition,
    Consortium,
    ConsortiumTransition,
    Member,
    MemberTransition,
    Need,
    PlanConfirmation,
    SubTopic,
    Task,
)
from projects.states import (
    ENDED_CHALLENGES,
    LIVE_CONSORTIA,
    ON_SHOW,
    PUBLIC_CHALLENGES,
    BidState,
    ChallengeState,
    MemberState,
)


def consortia_visible_to(actor: Actor) -> QuerySet[Consortium]:
    """Those the actor's organizations lead or are members of; for administrators and brokers all. Who is invited, and
    has not accepted, sees the invitation only (`members_visible_to`)."""
    rows = Consortium.objects.select_related("lead", "need__owner")
    if actor.is_staff_member:
        return rows
    joined = Member.objects.filter(organization__in=actor.organization_ids, state=MemberState.ACCEPTED)
    return rows.filter(Q(lead__in=actor.organization_ids) | Q(pk__in=joined.values("consortium")))


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """The actor's own memberships and invitations, in every state; all of the consortia the actor leads; of those
    where the actor is a member, who is in the team; for administrators and brokers all."""
    rows = Member.objects.select_related("consortium__lead", "consortium__need__owner", "organization")
    rows = rows.select_related("achievement__owner")
    if actor.is_staff_member:
        return rows
    ids = actor.organization_ids
    team = Q(consortium__in=consortia_visible_to(actor).values("pk"), state=MemberState.ACCEPTED)
    return rows.filter(Q(organization__in=ids) | Q(consortium__lead__in=ids) | team)


def sub_topics_visible_to(actor: Actor) -> QuerySet[SubTopic]:
    """Of the consortia the actor sees all; of an invitation those it names."""
    rows = SubTopic.objects.select_related("consortium")
    asked = Member.topics.through.objects.filter(member__organization__in=actor.organization_ids)
    seen = Q(consortium__in=consortia_visible_to(actor).values("pk"))
    return rows.filter(seen | Q(pk__in=asked.values("subtopic")))


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """Who does what for which share, in the consortia the actor sees, in every plan there was."""
    rows = Task.objects.select_related("consortium", "member__organization", "topic")
    return rows.filter(consortium__in=consortia_visible_to(actor).values("pk"))


def confirmations_visible_to(actor: Actor) -> QuerySet[PlanConfirmation]:
    """Who has said yes to which plan, in the consortia the actor sees."""
    rows = PlanConfirmation.objects.select_related("member__organization")
    return rows.filter(member__consortium__in=consortia_visible_to(actor).values("pk"))


def needs_to_team_up_for(actor: Actor) -> QuerySet[Need]:
    """Needs for which the actor may open a consortium: their own, on show, without one."""
    taken = Consortium.objects.filter(state__in=LIVE_CONSORTIA).values("need")
    rows = listings_visible_to(actor, Need).filter(owner__in=actor.writable_ids, state__in=ON_SHOW)
    return rows.exclude(pk__in=taken).order_by("title", "pk")


def cards_to_invite(actor: Actor) -> QuerySet[Achievement]:
    """Achievements by whose card their owner can be invited: on show, of an organization in service, that the actor
    sees."""
    rows = listings_visible_to(actor, Achievement).filter(state__in=ON_SHOW)
    return rows.filter(owner__state=OrganizationState.VERIFIED)


def challenges_visible_to(actor: Actor) -> QuerySet[Challenge]:
    """Everybody: those that were published, by enterprises in service. One's own: always. Administrators and brokers:
    all but others' drafts."""
    rows = Challenge.objects.select_related("owner")
    own = Q(owner__in=actor.organization_ids)
    if actor.is_staff_member:
        return rows.filter(own | ~Q(state=ChallengeState.DRAFT))
    shown = Q(state__in=PUBLIC_CHALLENGES) & ~Q(owner__state=OrganizationState.SUSPENDED)
    return rows.filter(own | shown)


def bids_visible_to(actor: Actor) -> QuerySet[Bid]:
    """Bids with the actor's achievements, and those for the actor's challenges; for administrators and brokers all."""
    rows = Bid.objects.select_related("challenge__owner", "achievement__owner")
    if actor.is_staff_member:
        return rows
    ids = actor.organization_ids
    return rows.filter(Q(achievement__owner__in=ids) | Q(challenge__owner__in=ids))


def undecided_bids(actor: Actor) -> QuerySet[Bid]:
    """Those of the actor's challenges that wait for a decision."""
    rows = bids_visible_to(actor).filter(state=BidState.SUBMITTED)
    return rows.filter(challenge__owner__in=actor.writable_ids).order_by("submitted", "pk")


def consortium_steps_visible_to(actor: Actor) -> QuerySet[ConsortiumTransition]:
    return ConsortiumTransition.objects.filter(subject__in=consortia_visible_to(actor).values("pk"))


def member_steps_visible_to(actor: Actor) -> QuerySet[MemberTransition]:
    return MemberTransition.objects.filter(subject__in=members_visible_to(actor).values("pk"))


def challenge_steps_visible_to(actor: Actor) -> QuerySet[ChallengeTransition]:
    """Of the actor's own challenges, and for staff of all they see."""
    seen = challenges_visible_to(actor)
    if not actor.is_staff_member:
        seen = seen.filter(owner__in=actor.organization_ids)
    return ChallengeTransition.objects.filter(subject__in=seen.values("pk"))


def bid_steps_visible_to(actor: Actor) -> QuerySet[BidTransition]:
    return BidTransition.objects.filter(subject__in=bids_visible_to(actor).values("pk"))


def topics_of_members(actor: Actor, members: Iterable[Member]) -> dict[UUID, list[SubTopic]]:
    """By membership, the sub-topics it is for, as far as the actor sees them; two queries for all."""
    named = Member.topics.through.objects.filter(member__in=list(members))
    pairs = list(named.values_list("member_id", "subtopic_id"))
    seen = sub_topics_visible_to(actor).in_bulk([topic for _member, topic in pairs])
    found: dict[UUID, list[SubTopic]] = {}
    for member, topic in pairs:
        found.setdefault(member, []).extend([seen[topic]] if topic in seen else [])
    return {member: sorted(topics, key=lambda topic: topic.position) for member, topics in found.items()}


def consortia_led_by(actor: Actor) -> QuerySet[Consortium]:
    """Those whose lead the actor belongs to: for them a team is proposed."""
    return consortia_visible_to(actor).filter(lead__in=actor.organization_ids)


def challenge_history(actor: Actor, challenges: Iterable[Challenge]) -> dict[UUID, list[ChallengeTransition]]:
    """By challenge, its steps for its own people and staff; for everybody else only how it ended, and why, without the
    name of who did it. Never saved."""
    rows = list(challenges)
    steps = ChallengeTransition.objects.filter(subject__in=rows).order_by("id")
    whole = {row.pk for row in rows if actor.is_staff_member or actor.acts_for(row.owner_id)}
    found: dict[UUID, list[ChallengeTransition]] = {row.pk: [] for row in rows}
    for step in steps:
        if step.subject_id not in whole:
            step.by_label = ""
        if step.subject_id in whole or step.new in ENDED_CHALLENGES:
            found[step.subject_id].append(step)
    return found
