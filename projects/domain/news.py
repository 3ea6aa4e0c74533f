"""Saying what happened to whom it concerns, inside the transaction of the change (`signals.news`)."""

from collections.abc import Iterable
from uuid import UUID

from projects.choices import NewsKind
from projects.models import Bid, Consortium, Evaluation, Member
from projects.signals import news
from projects.states import MemberState


def tell_of_member(kind: NewsKind, member: Member, *, organization_id: UUID) -> None:
    """One organization is told about one membership."""
    news.send(sender=Member, kind=kind, organizations=[organization_id], member_id=member.pk)


def tell_members(kind: NewsKind, consortium: Consortium, *, without: Iterable[UUID] = ()) -> None:
    """Every member in the team is told, each about its own membership."""
    rows = Member.objects.filter(consortium=consortium.pk, state=MemberState.ACCEPTED)
    for member in rows.exclude(organization__in=list(without)):
        tell_of_member(kind, member, organization_id=member.organization_id)


def tell_of_bid(kind: NewsKind, bid: Bid, *, organization_id: UUID) -> None:
    """One organization is told about one bid."""
    news.send(sender=Bid, kind=kind, organizations=[organization_id], bid_id=bid.pk)


def tell_reviewers(kind: NewsKind, evaluation: Evaluation, people: Iterable[UUID]) -> None:
    """Each of these people is told about an evaluation, and not who else is."""
    news.send(sender=Evaluation, kind=kind, people=list(people), evaluation_id=evaluation.pk)


def tell_evaluated(kind: NewsKind, evaluation: Evaluation) -> None:
    """The owner of the achievement is told about its evaluation."""
    owner = evaluation.achievement.owner_id
    news.send(sender=Evaluation, kind=kind, organizations=[owner], evaluation_id=evaluation.pk)


def tell_organizers(kind: NewsKind, evaluation: Evaluation) -> None:
    """The administrators are told about an evaluation."""
    news.send(sender=Evaluation, kind=kind, staff=True, evaluation_id=evaluation.pk)
