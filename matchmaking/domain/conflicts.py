"""Conflicts of interest (利益冲突): what a tied administrator is told, and how a second one may let them judge.

Asked, granted and refused are rows that are only added; the history of the match shows them.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import Actor, actor_for_user
from enterprises.models import User
from matchmaking.choices import OverrideStep
from matchmaking.models import ConflictOverride, Match
from matchmaking.rules import can_grant_override, is_conflicted


def judged_by(actor: Actor, matches: QuerySet[Match]) -> QuerySet[Match]:
    """Those of `matches` the actor may see the score of and, as an administrator, decide on.

    Lists that are ordered or narrowed by score go through here: a place in the order tells the score.
    """
    if not actor.is_staff_member or not actor.tied_ids:
        return matches
    tied = Q(wanted__owner__in=actor.tied_ids) | Q(offered__owner__in=actor.tied_ids)
    let = ConflictOverride.objects.filter(
        match=OuterRef("pk"), person=actor.user_id, step=OverrideStep.GRANTED
    )
    return matches.filter(~tied | Exists(let))


def conflict_sentence(match: Match, actor: Actor) -> str:
    """Why the actor must stand aside: each party they are tied to and by what; empty when there is no conflict."""
    return _tied_by(match, actor) if is_conflicted(actor, match) else ""


def ask_override(match: Match, *, by: Actor, note: str, person: User | None = None) -> ConflictOverride:
    """Ask that `person` (the actor themself, unless named) may judge the match in spite of their tie.

    Raises NotAllowed for others than administrators, Invalid without a reason, IllegalTransition when there is no
    conflict or the question stands already.
    """
    person = person or by.user
    if not by.is_administrator or by.user is None or person is None:
        raise NotAllowed(_("只有管理员可以申请。"))
    who = actor_for_user(person)
    with transaction.atomic():
        Match.objects.select_for_update(no_key=True).get(pk=match.pk)
        if not who.is_administrator or not is_conflicted(who, match):
            raise IllegalTransition(_("没有利益冲突，不需要申请。"))
        if open_question(match, person) is not None:
            raise IllegalTransition(_("已经申请过，正在等另一位管理员决定。"))
        return _write(match, person, OverrideStep.ASKED, basis=_tied_by(match, who), by=by, note=note)


def grant_override(match: Match, person: User, *, by: Actor, note: str) -> ConflictOverride:
    """Let the person judge: they see the score and decide from their next request on.

    The one who grants is an administrator without any tie, and neither the person nor who asked for it.
    """
    return _answer(match, person, OverrideStep.GRANTED, by=by, note=note)


def refuse_override(match: Match, person: User, *, by: Actor, note: str) -> ConflictOverride:
    """Say no; the person may ask again."""
    return _answer(match, person, OverrideStep.REFUSED, by=by, note=note)


def open_question(match: Match, person: User | None) -> ConflictOverride | None:
    """The question about the person that nobody has answered, if there is one."""
    last = match.overrides.filter(person=person).order_by("-id").first()
    return last if last is not None and last.step == OverrideStep.ASKED else None


def open_questions(actor: Actor) -> QuerySet[ConflictOverride]:
    """Questions the actor may answer, the oldest first."""
    if not actor.is_administrator:
        return ConflictOverride.objects.none()
    later = ConflictOverride.objects.filter(
        match=OuterRef("match"), person=OuterRef("person"), pk__gt=OuterRef("pk")
    )
    tied = Q(match__wanted__owner__in=actor.tied_ids) | Q(match__offered__owner__in=actor.tied_ids)
    asked = ConflictOverride.objects.select_related("match__wanted", "match__offered", "person")
    open_ = asked.filter(~Exists(later), step=OverrideStep.ASKED)
    return open_.exclude(tied).exclude(person=actor.user_id).exclude(by_user=actor.user_id)


def _answer(match: Match, person: User, step: OverrideStep, *, by: Actor, note: str) -> ConflictOverride:
    if not can_grant_override(by, match):
        raise NotAllowed(_("只有与双方无利益关联的管理员可以决定。"))
    with transaction.atomic():
        Match.objects.select_for_update(no_key=True).get(pk=match.pk)
        question = open_question(match, person)
        if question is None:
            raise IllegalTransition(_("没有等待决定的申请。"))
        if by.user_id in {person.pk, question.by_user_id}:
            raise NotAllowed(_("申请须由第二位管理员决定。"))
        return _write(match, person, step, basis=question.basis, by=by, note=note)


def _write(
    match: Match, person: User, step: OverrideStep, *, basis: str, by: Actor, note: str
) -> ConflictOverride:
    if not note.strip():
        raise Invalid({"note": _("请写明理由，它会留在记录中。")})
    assert by.user is not None  # only people are administrators
    return ConflictOverride.objects.create(
        match=match,
        person=person,
        step=step,
        basis=basis,
        note=note.strip(),
        by_user=by.user,
        by_label=by.label,
    )


def _tied_by(match: Match, actor: Actor) -> str:
    """“{party}：{basis}” for each party the actor is tied to."""
    owners = {listing.owner_id: listing.owner for listing in (match.wanted, match.offered)}
    return _("；").join(
        _("%(party)s：%(basis)s") % {"party": owner.name, "basis": actor.tied_by[pk].label}
        for pk, owner in owners.items()
        if pk in actor.tied_by
    )[:500]
