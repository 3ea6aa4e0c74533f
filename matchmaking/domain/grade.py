"""Graded decisions: how well an offer fits a need, said by experts or by the side that wants."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, LostRace, NotAllowed
from config.kernel.jobs import enqueue_once
from enterprises.actors import Actor
from matchmaking.choices import GradeLevel, Grader
from matchmaking.domain.probability import probabilities, similarity_of
from matchmaking.models import Grade, Match
from matchmaking.rules import grader_of
from matchmaking.states import MatchState

SETTLE = timedelta(seconds=3)  # people grade a list in one go: the match waits for the last of them


def grade_match(match: Match, level: int, *, by: Actor, note: str = "") -> Grade:
    """Say how well the pair fits: 1 unrelated, 2 partly, 3 related, 4 strongly related.

    1. An earlier grade in the same capacity (expert, wanted side) no longer stands, and is kept. 2. The new row says
    what the grader had before them. 3. A job re-matches the need, in the same transaction. Saying the same again
    changes nothing.

    Raises NotAllowed (the offered side, a tie to a party, an outsider), Invalid (no such level), LostRace (the
    recommendation is gone meanwhile).
    """
    grader = grader_of(by, match)
    if grader is None:
        raise NotAllowed(_("只有需求方和与双方无利益关联的管理员、技术经理人可以评级。"))
    if level not in GradeLevel.values:
        raise Invalid({"level": _("评级是 1（不相关）到 4（强相关）之间的整数。")})
    with transaction.atomic():
        shown = _locked(match)
        standing = Grade.objects.filter(
            wanted=shown.wanted_id, offered=shown.offered_id, grader=grader, stands=True
        )
        same = standing.filter(level=level, note=note).first()
        if same is not None:
            return same
        standing.update(stands=False)
        grade = _write(shown, level, grader, by=by, note=note)
        enqueue_once("match_graded", delay=SETTLE, listing_id=str(shown.wanted_id))
    return grade


def _locked(match: Match) -> Match:
    """The match as it stands, held until the grade is written: of two graders one writes after the other."""
    rows = Match.objects.select_related("wanted", "offered").select_for_update(of=("self",), no_key=True)
    shown = rows.filter(pk=match.pk).first()
    if shown is None:
        raise LostRace(_("这条推荐刚刚更新，请刷新后再评。"))
    return shown


def _write(shown: Match, level: int, grader: Grader, *, by: Actor, note: str) -> Grade:
    return Grade.objects.create(
        wanted=shown.wanted,
        offered=shown.offered,
        grader=grader,
        level=level,
        note=note,
        by_user_id=by.user_id,
        by_label=by.label,
        wanted_revision=shown.wanted_revision,
        offered_revision=shown.offered_revision,
        model_version=shown.model_version,
        score=shown.ranking,
        rank=place_of(shown),
        similarity=similarity_of(shown),
        probability=probabilities().of(shown, by),
    )


def place_of(match: Match) -> int:
    """The place of a match among all that stand for its need, by the score its wanted side sees, from 1."""
    ahead = Match.objects.filter(wanted=match.wanted_id).exclude(state=MatchState.LAPSED)
    better = ahead.filter(ranking__gt=match.ranking) | ahead.filter(ranking=match.ranking, pk__lt=match.pk)
    return better.count() + 1
