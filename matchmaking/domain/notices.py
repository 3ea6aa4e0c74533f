"""Notices (通知) as their readers see them: which, how many are new, and in what words."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from enterprises.actors import Actor
from enterprises.models import User
from matchmaking.domain.cards import as_read_by
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.queries import matches_visible_to
from matchmaking.models import Notice, NoticeMark


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """Those told to the actor's organizations; for administrators and brokers also what the staff is told, without
    matches whose parties they are tied to."""
    rows = Notice.objects.select_related(
        "match__wanted__owner",
        "match__offered__owner",
        "docking",
        "organization",
        "member__consortium",
        "member__organization",
        "bid__challenge",
    )
    mine = Q(organization__in=actor.organization_ids)
    if not actor.is_staff_member:
        return rows.filter(mine)
    if not actor.tied_ids:
        return rows.filter(mine | Q(organization=None))
    judged = judged_by(actor, matches_visible_to(actor)).values("pk")
    return rows.filter(mine | Q(organization=None, match__in=judged))


def notices_as_read_by(actor: Actor, notices: Iterable[Notice]) -> list[Notice]:
    """Notices, for showing, each with its match as the actor may read it."""
    found = list(notices)
    for notice in found:
        if notice.match is not None:
            as_read_by(actor, notice.match)
    return found


def notice_title(notice: Notice) -> str:
    """What a notice is about, in words its reader may read: the two listings, the consortium, or the challenge."""
    if notice.match is not None:
        return f"{notice.match.wanted.title} × {notice.match.offered.title}"
    if notice.member is not None:
        return f"{notice.member.consortium.title} · {notice.member.organization.name}"
    return notice.bid.challenge.title if notice.bid is not None else ""


def notice_address(notice: Notice) -> str:
    """The page where one goes on from there."""
    if notice.docking_id is not None:
        return reverse("matchmaking:docking", args=[notice.docking_id])
    if notice.match_id is not None:
        return reverse("matchmaking:detail", args=[notice.match_id])
    if notice.member_id is not None:
        return reverse("projects:member", args=[notice.member_id])
    return reverse("projects:bid", args=[notice.bid_id])


def pass_on(kind: str, organizations: Iterable[UUID], *, member_id: UUID | None, bid_id: UUID | None) -> None:
    """Write down what projects tell of a membership or a bid, as of now."""
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(kind=kind, organization_id=pk, member_id=member_id, bid_id=bid_id, about=now, created=now)
        for pk in organizations
    )


def marks_visible_to(actor: Actor) -> QuerySet[NoticeMark]:
    """How far people have read and been written to, for administrators, who are asked why no mail comes."""
    return NoticeMark.objects.select_related("user") if actor.is_administrator else NoticeMark.objects.none()


def unread(actor: Actor) -> QuerySet[Notice]:
    """Those that came after the actor last said they had read everything; none for who is no person."""
    if actor.user is None:
        return Notice.objects.none()
    mark = NoticeMark.objects.filter(user=actor.user).first()
    rows = notices_visible_to(actor)
    return rows.filter(created__gt=mark.read_until) if mark and mark.read_until else rows


def read_until(actor: Actor) -> dt.datetime | None:
    """Up to which moment the actor has read; None when they never said so."""
    return NoticeMark.objects.filter(user=actor.user).values_list("read_until", flat=True).first()


def mark_all_read(*, by: Actor) -> None:
    """Everything told up to now is read, by this person; nothing happens for who is none."""
    if by.user is not None:
        NoticeMark.objects.update_or_create(user=by.user, defaults={"read_until": timezone.now()})


def wants_mail(user: User) -> bool:
    """Does the person receive notices by mail? Everybody does until they say no."""
    return NoticeMark.objects.filter(user=user).values_list("wants_mail", flat=True).first() is not False


def set_wants_mail(wanted: bool, *, by: Actor) -> None:
    """Receive notices by mail from now on, or no longer."""
    if by.user is not None:
        NoticeMark.objects.update_or_create(user=by.user, defaults={"wants_mail": wanted})
