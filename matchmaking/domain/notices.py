"""Notices (通知) as their readers see them: which, how many are new, and in what words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.models import User
from matchmaking.domain.cards import as_read_by
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.queries import matches_visible_to
from matchmaking.models import Notice, NoticeMark
from projects.domain.mentions import mentioned
from projects.models import ApplicationTransition, BookingTransition


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """Those told to the actor's organizations, or to the actor alone; for administrators and brokers also what the
    staff is told, without what concerns parties they are tied to."""
    rows = Notice.objects.select_related(
        "match__wanted__owner",
        "match__offered__owner",
        "docking",
        "organization",
        "user",
        "member__consortium",
        "member__organization",
        "bid__challenge",
        "booking__slot__base__owner",
        "booking__achievement__owner",
        "application__scenario__owner",
        "application__achievement__owner",
        "evaluation__achievement__owner",
    )
    mine = Q(organization__in=actor.organization_ids)
    if actor.user_id is not None:
        mine |= Q(user=actor.user_id)
    return rows.filter(mine | _told_to_staff(actor)) if actor.is_staff_member else rows.filter(mine)


def _told_to_staff(actor: Actor) -> Q:
    """Matches that an administrator or broker may judge, and evaluations, which are the administrators' affair."""
    matches, evaluations = Q(match__isnull=False), Q(evaluation__isnull=False)
    if actor.tied_ids:
        matches = Q(match__in=judged_by(actor, matches_visible_to(actor)).values("pk"))
        evaluations &= ~Q(evaluation__achievement__owner__in=actor.tied_ids)
    told = matches | evaluations if actor.is_administrator else matches
    return Q(organization=None, user=None) & told


@dataclass(frozen=True)
class Reading:
    """A notice in its reader's words: what it is about, the page where one goes on, and why, where a step said so."""

    notice: Notice
    title: str
    page: str
    why: str = ""


def notices_as_read_by(actor: Actor, notices: Iterable[Notice]) -> list[Reading]:
    """Notices, for showing, in words the actor may read; two queries for all."""
    found = list(notices)
    whys = _whys(found)
    return [
        Reading(notice, _title(actor, notice), _page(notice), whys.get((_place(notice), notice.about), ""))
        for notice in found
    ]


def _title(actor: Actor, notice: Notice) -> str:
    """The two listings, the consortium, the challenge, or what is evaluated."""
    if notice.match is not None:
        match = as_read_by(actor, notice.match)
        return f"{match.wanted.title} × {match.offered.title}"
    if notice.member is not None:
        return f"{notice.member.consortium.title} · {notice.member.organization.name}"
    if notice.booking is not None:
        asking, asked = notice.booking.achievement, notice.booking.slot.base
        return f"{mentioned(actor, asking).title} × {mentioned(actor, asked).title}"
    if notice.application is not None:
        entered, scenario = notice.application.achievement, notice.application.scenario
        return f"{mentioned(actor, entered).title} × {mentioned(actor, scenario).title}"
    if notice.evaluation is not None:
        return mentioned(actor, notice.evaluation.achievement).title
    return notice.bid.challenge.title if notice.bid is not None else ""


def _page(notice: Notice) -> str:
    if notice.docking_id is not None:
        return reverse("matchmaking:docking", args=[notice.docking_id])
    if notice.match_id is not None:
        return reverse("matchmaking:detail", args=[notice.match_id])
    for name in ("member", "bid", "booking", "application", "evaluation"):
        if (pk := getattr(notice, f"{name}_id")) is not None:
            return reverse(f"projects:{name}", args=[pk])
    raise ValueError(f"notice {notice.pk} is about nothing")


def _place(notice: Notice) -> UUID | None:
    return notice.booking_id or notice.application_id


def _whys(notices: Iterable[Notice]) -> dict[tuple[UUID | None, dt.datetime], str]:
    """What was said with the steps that bookings and applications are told of."""
    moments = {notice.about for notice in notices}
    places = {_place(notice) for notice in notices} - {None}
    said = (
        rows.filter(subject__in=places, at__in=moments).exclude(note="").values_list("subject", "at", "note")
        for rows in (BookingTransition.objects, ApplicationTransition.objects)
    )
    return {(subject, at): _(note) for rows in said for subject, at, note in rows}


def pass_on(
    kind: str, *, organizations: Iterable[UUID], people: Iterable[UUID], staff: bool, **about: UUID
) -> None:
    """Write down, as of now, what projects tell of a membership, a bid or an evaluation (`member_id`, `bid_id`,
    `evaluation_id`)."""
    now = timezone.now()
    readers: list[dict[str, UUID]] = [{"organization_id": pk} for pk in organizations]
    readers += [{"user_id": pk} for pk in people]
    readers += [{}] if staff else []
    Notice.objects.bulk_create(
        Notice(kind=kind, about=now, created=now, **about, **reader) for reader in readers
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
