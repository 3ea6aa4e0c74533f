"""The one entry to evaluations and opinions per actor: lists and single rows alike."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.models import User
from projects.domain.queries import listings_visible_to
from projects.models import Achievement, Evaluation, EvaluationTransition, Opinion, OpinionTransition
from projects.states import EVALUATED, ON_SHOW, EvaluationState, OpinionState


def evaluations_visible_to(actor: Actor) -> QuerySet[Evaluation]:
    """Released ones of achievements the actor sees; one's own achievements' as soon as all opinions are in, the owner
    before anybody else; those the actor was asked to review; for administrators without a tie to the owner all."""
    rows = Evaluation.objects.select_related("achievement__owner")
    released = Q(
        state=EvaluationState.RELEASED, achievement__in=listings_visible_to(actor, Achievement).values("pk")
    )
    own = Q(state__in=EVALUATED, achievement__owner__in=actor.organization_ids)
    seen = released | own | Q(pk__in=_asked(actor).values("evaluation"))
    if actor.is_administrator:
        seen |= ~Q(achievement__owner__in=actor.tied_ids)
    return rows.filter(seen)


def opinions_visible_to(actor: Actor) -> QuerySet[Opinion]:
    """One's own. What others said is read as the spread, without names (`spread_rows`)."""
    return _asked(actor).select_related("evaluation__achievement__owner", "reviewer")


def asked_reviewers(actor: Actor, evaluations: Iterable[Evaluation]) -> dict[UUID, list[Opinion]]:
    """By evaluation, who was asked and whether they have answered, for administrators without a tie to the owner. What
    they said is not among it."""
    if not actor.is_administrator:
        return {}
    untied = Evaluation.objects.filter(pk__in=[row.pk for row in evaluations])
    untied = untied.exclude(achievement__owner__in=actor.tied_ids)
    rows = Opinion.objects.filter(evaluation__in=untied.values("pk")).select_related("reviewer")
    found: dict[UUID, list[Opinion]] = {}
    for row in rows.only("state", "asked", "reviewer", "evaluation").order_by("asked", "pk"):
        found.setdefault(row.evaluation_id, []).append(row)
    return found


def spread_rows(actor: Actor, evaluations: Iterable[Evaluation]) -> dict[UUID, list[Opinion]]:
    """By evaluation, the opinions that its spread is made of, of those whose result the actor may read."""
    may = [row.pk for row in evaluations if reads_result(actor, row)]
    found: dict[UUID, list[Opinion]] = {}
    for opinion in Opinion.objects.filter(evaluation__in=may, state=OpinionState.GIVEN):
        found.setdefault(opinion.evaluation_id, []).append(opinion)
    return found


def reads_result(actor: Actor, evaluation: Evaluation) -> bool:
    """May the actor, who sees the evaluation, read what came of it? The owner's people once all opinions are in; all
    others, the reviewers and whoever opened the round among them, once the owner has released it."""
    if evaluation.state == EvaluationState.CLOSED:
        return actor.acts_for(evaluation.achievement.owner_id)
    return evaluation.state == EvaluationState.RELEASED


def achievements_to_evaluate(actor: Actor) -> QuerySet[Achievement]:
    """On show, without an open round, of owners the actor is not tied to; for administrators."""
    if not actor.is_administrator:
        return Achievement.objects.none()
    busy = Evaluation.objects.filter(state=EvaluationState.OPEN).values("achievement")
    rows = listings_visible_to(actor, Achievement).filter(state__in=ON_SHOW)
    return rows.exclude(owner__in=actor.tied_ids).exclude(pk__in=busy).order_by("title", "pk")


def reviewers_to_ask(actor: Actor) -> QuerySet[User]:
    """Members of organizations and staff, for administrators, who ask them; ties are judged per achievement."""
    if not actor.is_administrator:
        return User.objects.none()
    people = User.objects.filter(is_active=True)
    return (
        people.filter(Q(memberships__isnull=False) | Q(groups__isnull=False))
        .distinct()
        .order_by("name", "pk")
    )


def reviewers_by_mail(actor: Actor, addresses: Iterable[str]) -> list[User]:
    """The people of these addresses, in their order. Raises Invalid that names the addresses of nobody one can ask."""
    wanted = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    found = {
        (person.email or "").lower(): person for person in reviewers_to_ask(actor).filter(email__in=wanted)
    }
    if unknown := [address for address in wanted if address not in found]:
        shown = _("、").join(unknown[:5])
        raise Invalid({"reviewers": _("没有可以邀请的人使用这些邮箱：%(addresses)s") % {"addresses": shown}})
    return [found[address] for address in wanted]


def evaluation_steps_visible_to(actor: Actor) -> QuerySet[EvaluationTransition]:
    """For administrators without a tie to the owner, and the owner's people once all opinions are in."""
    own = Q(state__in=EVALUATED, achievement__owner__in=actor.organization_ids)
    untied = ~Q(achievement__owner__in=actor.tied_ids) if actor.is_administrator else Q(pk=None)
    return EvaluationTransition.objects.filter(
        subject__in=Evaluation.objects.filter(own | untied).values("pk")
    )


def opinion_steps_visible_to(actor: Actor) -> QuerySet[OpinionTransition]:
    """Of one's own opinions; for administrators without a tie to the owner all: who answered when, or declined why."""
    own = Q(reviewer=actor.user_id) if actor.user_id else Q(pk=None)
    untied = ~Q(evaluation__achievement__owner__in=actor.tied_ids) if actor.is_administrator else Q(pk=None)
    return OpinionTransition.objects.filter(subject__in=Opinion.objects.filter(own | untied).values("pk"))


def _asked(actor: Actor) -> QuerySet[Opinion]:
    return Opinion.objects.filter(reviewer=actor.user_id) if actor.user_id else Opinion.objects.none()
