"""Evaluations (成果评价): a round opened by an administrator, reviewers who do not see one another, the spread that
came of it, and its owner who decides whether others read it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import SYSTEM, move
from enterprises.actors import Actor
from enterprises.actors.ties import ties_of
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from enterprises.models import User
from projects.choices import NewsKind
from projects.domain.news import tell_evaluated, tell_organizers, tell_reviewers
from projects.models import Achievement, Evaluation, EvaluationTransition, Opinion, OpinionTransition
from projects.rules import can_open_evaluation, is_on_show
from projects.states import EVALUATION_MOVES, OPINION_MOVES, EvaluationState, OpinionState

FEWEST, MOST = 2, 15  # reviewers of a round: of one there is no spread


def open_evaluation(
    achievement: Achievement, *, reviewers: Iterable[User], question: str = "", by: Actor
) -> Evaluation:
    """Ask several people for their opinion of an achievement.

    Raises NotAllowed for others than administrators without a tie to its owner; Invalid when it is not on show, has an
    open round, or a reviewer is tied to its owner, names nobody in service, or there are too few or too many.
    """
    if not can_open_evaluation(by, achievement):
        raise NotAllowed(_("评价由与成果方无利益关系的管理员发起。"))
    people = list(dict.fromkeys(reviewers))
    errors = {}
    if not is_on_show(achievement):
        errors["achievement"] = _("成果发布以后才能评价。")
    if not FEWEST <= len(people) <= MOST:
        errors["reviewers"] = _("请选择 %(fewest)s 到 %(most)s 位评价人。") % {"fewest": FEWEST, "most": MOST}
    elif tied := [person for person in people if not may_review(person, achievement)]:
        names = _("、").join(str(person) for person in tied)
        errors["reviewers"] = _("须回避，不能评价这项成果：%(names)s") % {"names": names}
    if errors:
        raise Invalid(errors)
    evaluation = Evaluation(number=new_number("PJ"), achievement=achievement, question=question.strip())
    with transaction.atomic():
        clean_and_save(evaluation)
        EvaluationTransition.objects.create(
            subject=evaluation, old="", new=evaluation.state, by_user_id=by.user_id, by_label=by.label
        )
        for person in people:
            opinion = Opinion.objects.create(evaluation=evaluation, reviewer=person)
            OpinionTransition.objects.create(
                subject=opinion, old="", new=opinion.state, by_user_id=by.user_id, by_label=by.label
            )
        tell_reviewers(NewsKind.OPINION_WANTED, evaluation, [person.pk for person in people])
    return evaluation


def may_review(person: User, achievement: Achievement) -> bool:
    """An active person with no tie to the owner: the same six ways that keep an administrator from judging its
    matches."""
    return person.is_active and achievement.owner_id not in ties_of(person)


def cancel_evaluation(evaluation: Evaluation, *, by: Actor, note: str) -> Evaluation:
    """Call an open round off; opinions that were given stay as they are, and nobody reads them. Who was still to write
    one is told, unless a tie has come up since they were asked."""
    if not can_open_evaluation(by, evaluation.achievement):
        raise NotAllowed(_("评价由与成果方无利益关系的管理员办理。"))
    if not note.strip():
        raise Invalid({"note": _("请写明取消的理由。")})
    with transaction.atomic():
        move(evaluation, EvaluationState.CANCELLED, table=EVALUATION_MOVES, by=by, note=note.strip())
        rows = Opinion.objects.filter(evaluation=evaluation, state=OpinionState.ASKED)
        waited_for = [row.reviewer for row in rows.select_related("reviewer").order_by("asked", "pk")]
        free = [person.pk for person in waited_for if may_review(person, evaluation.achievement)]
        tell_reviewers(NewsKind.EVALUATION_CANCELLED, evaluation, free)
    return evaluation


def release_evaluation(evaluation: Evaluation, *, by: Actor) -> Evaluation:
    """The owner lets everybody who sees the achievement read the spread and the evidence; never who said it."""
    _check_owner(evaluation, by)
    return move(evaluation, EvaluationState.RELEASED, table=EVALUATION_MOVES, by=by)


def take_back_evaluation(evaluation: Evaluation, *, by: Actor) -> Evaluation:
    """The owner keeps it to themselves again."""
    _check_owner(evaluation, by)
    return move(evaluation, EvaluationState.CLOSED, table=EVALUATION_MOVES, by=by)


def settle(evaluation: Evaluation) -> None:
    """Close the round when nobody is waited for any more and at least two have spoken, and tell the owner; with fewer
    it can only be called off, which the administrators are told. Call with it held. The step names nobody: the owner
    reads it, and is not told who reviewed."""
    states = list(Opinion.objects.filter(evaluation=evaluation).values_list("state", flat=True))
    if OpinionState.ASKED in states:
        return
    if states.count(OpinionState.GIVEN) < FEWEST:
        tell_organizers(NewsKind.EVALUATION_STALLED, evaluation)
        return
    move(evaluation, EvaluationState.CLOSED, table=EVALUATION_MOVES, by=SYSTEM)
    tell_evaluated(NewsKind.EVALUATION_CLOSED, evaluation)


def hold(evaluation: Evaluation) -> Evaluation:
    """The round as it is now, held until the transaction ends: of two last opinions one closes it."""
    return Evaluation.objects.select_for_update(no_key=True).get(pk=evaluation.pk)


def move_opinion(
    opinion: Opinion, new: OpinionState, *, by: Actor, note: str = "", **changes: object
) -> Opinion:
    """Give or decline, and settle the round. Raises IllegalTransition once the round is no longer open."""
    with transaction.atomic():
        evaluation = hold(opinion.evaluation)
        if evaluation.state != EvaluationState.OPEN:
            raise IllegalTransition(_("这一轮评价已经结束。"))
        move(opinion, new, table=OPINION_MOVES, by=by, note=note, changes=changes)
        settle(evaluation)
    return opinion


def _check_owner(evaluation: Evaluation, by: Actor) -> None:
    if not by.writes_for(evaluation.achievement.owner_id):
        raise NotAllowed(_("只有成果方的负责人或编辑可以决定是否公开。"))
