"""Invitations (邀请): the one way by which the other side learns that an owner's own run found them.

An invitation carries the public card. Until the fixed hour of the next day nobody but the owner knows of it, so that
its time says nothing of what was published when.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, Invalid, LostRace, NotAllowed
from config.kernel.move import SYSTEM, move
from enterprises.actors import Actor
from enterprises.states import OrganizationState
from matchmaking.domain.invited_pair import open_pair
from matchmaking.domain.secret_matching import own_match
from matchmaking.models import Invitation, InvitationTransition, Match
from matchmaking.rules import can_answer_invitation
from matchmaking.states import ARRIVED, INVITATION_MOVES, InvitationState
from projects.models import Listing
from projects.rules import can_write_secret
from projects.states import ON_SHOW

HOUR = dt.time(9)  # of the local day: the batch of the day goes out then


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """Those one's organizations sent, and those that have arrived at them; staff see what has arrived anywhere."""
    rows = Invitation.objects.select_related("listing__owner", "invited__owner", "match")
    arrived = Q(state__in=ARRIVED)
    received = arrived if actor.is_staff_member else arrived & Q(invited__owner__in=actor.organization_ids)
    return rows.filter(Q(listing__owner__in=actor.organization_ids) | received)


def invitation_steps_visible_to(actor: Actor) -> QuerySet[InvitationTransition]:
    """The history of the invitations the actor sees."""
    return InvitationTransition.objects.filter(subject__in=invitations_visible_to(actor))


def awaiting_reply(actor: Actor) -> QuerySet[Invitation]:
    """Those that have arrived at the actor's organizations and wait for the actor's word."""
    arrived = invitations_visible_to(actor).filter(
        state=InvitationState.DELIVERED, invited__owner__in=actor.writable_ids
    )
    return arrived.exclude(listing__owner__in=actor.writable_ids)


def invite(listing: Listing, other_id: UUID, *, by: Actor) -> Invitation:
    """Ask the owner of a published listing, which the own run of `listing` found, to look at its public card.

    Raises NotAllowed for others than those who write for the owner, Invalid when the run did not find it, when it is
    off show, or when it was invited before.
    """
    if not can_write_secret(by, listing):
        raise NotAllowed()
    other = own_match(listing, other_id, by=by)
    if other is None:
        raise Invalid({"other": _("您的保密匹配中没有这一条。")})
    if other.state not in ON_SHOW:
        raise Invalid({"other": _("对方的信息已不在发布状态。")})
    with transaction.atomic():
        Listing.objects.select_for_update(no_key=True).get(
            pk=listing.pk
        )  # of two presses of the button one invites
        standing = Invitation.objects.filter(listing=listing, invited=other)
        if standing.exclude(state=InvitationState.WITHDRAWN).exists():
            raise Invalid({"other": _("已经邀请过对方。")})
        invitation = Invitation.objects.create(
            listing_id=listing.pk,
            invited=other,
            card=public_card(listing),
            due=next_batch(timezone.now()),
            by_label=by.label,
        )
        InvitationTransition.objects.create(
            subject=invitation, old="", new=invitation.state, by_user_id=by.user_id, by_label=by.label
        )
    return invitation


def public_card(listing: Listing) -> dict[str, Any]:
    """What an invitation says of a listing: what everybody would see of it on show, and nothing else."""
    return {
        "kind": listing.kind,
        "title": listing.title,
        "summary": listing.summary,
        "keywords": list(listing.keywords),
        "industries": list(listing.industries),
        "region": listing.region,
        "owner": listing.owner.name,
    }


def next_batch(now: dt.datetime) -> dt.datetime:
    """The next fixed hour after a moment."""
    local = timezone.localtime(now)
    today = local.replace(hour=HOUR.hour, minute=HOUR.minute, second=0, microsecond=0)
    return today if local < today else today + dt.timedelta(days=1)


def deliver_invitations() -> int:
    """Deliver what is due (beat); returns how many. Those whose addressee has left the market are taken back."""
    delivered = 0
    due = Invitation.objects.filter(state=InvitationState.QUEUED, due__lte=timezone.now())
    for invitation in due.select_related("invited__owner", "listing__owner").order_by("due", "id"):
        both = (invitation.invited, invitation.listing)
        in_service = all(each.owner.state == OrganizationState.VERIFIED for each in both)
        lives = in_service and invitation.invited.state in ON_SHOW
        new = InvitationState.DELIVERED if lives else InvitationState.WITHDRAWN
        note = "" if lives else gettext_noop("对方已不在发布状态")
        try:
            move(invitation, new, table=INVITATION_MOVES, by=SYSTEM, note=note)
        except LostRace:  # withdrawn, or delivered by another process
            continue
        delivered += lives
    return delivered


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take back what nobody has answered yet."""
    if not can_write_secret(by, invitation.listing):
        raise NotAllowed()
    return move(invitation, InvitationState.WITHDRAWN, table=INVITATION_MOVES, by=by)


def decline_invitation(invitation: Invitation, *, by: Actor, note: str = "") -> Invitation:
    """Say no; the owner who invited reads it."""
    _may_answer(invitation, by)
    return move(invitation, InvitationState.DECLINED, table=INVITATION_MOVES, by=by, note=note.strip())


def accept_invitation(invitation: Invitation, *, by: Actor, note: str = "") -> Invitation:
    """Say yes. The pair is then one that both sides want, and waits for review; where one of the two is not on show,
    it waits until it is (`enter_pair`)."""
    _may_answer(invitation, by)
    with transaction.atomic():
        move(invitation, InvitationState.ACCEPTED, table=INVITATION_MOVES, by=by, note=note.strip())
        if all(each.state in ON_SHOW for each in (invitation.listing, invitation.invited)):
            _pair(invitation, accepted_by=by.label)
    return invitation


def enter_pair(invitation: Invitation, *, by: Actor) -> Match:
    """After acceptance, once both listings are on show: let the pair go up for review."""
    if not (can_write_secret(by, invitation.listing) or can_write_secret(by, invitation.invited)):
        raise NotAllowed()
    if invitation.state != InvitationState.ACCEPTED or invitation.match_id is not None:
        raise IllegalTransition(_("这项邀请现在不能进入审核。"))
    if not all(each.state in ON_SHOW for each in (invitation.listing, invitation.invited)):
        raise IllegalTransition(_("双方的信息都发布后才能进入审核。"))
    with transaction.atomic():
        step = invitation.transitions.filter(new=InvitationState.ACCEPTED).get()
        return _pair(invitation, accepted_by=step.by_label)


def _pair(invitation: Invitation, *, accepted_by: str) -> Match:
    match = open_pair(
        invitation.listing,
        invitation.invited,
        said={
            invitation.listing.owner_id: invitation.by_label,
            invitation.invited.owner_id: accepted_by,
        },
    )
    Invitation.objects.filter(pk=invitation.pk).update(match=match)
    invitation.match = match
    return match


def _may_answer(invitation: Invitation, by: Actor) -> None:
    if can_answer_invitation(by, invitation):
        return
    if by.writes_for(invitation.invited.owner_id):
        raise NotAllowed(_("您同时代表双方，请由其中一方的其他成员操作。"))
    raise NotAllowed(_("只有受邀方的负责人或编辑可以答复。"))
