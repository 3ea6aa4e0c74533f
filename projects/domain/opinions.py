"""Opinions on an achievement: 0 to 10 in each dimension, each with its evidence, given once."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import invalid_from
from projects.domain.evaluation import may_review, move_opinion
from projects.models import Opinion
from projects.models.evaluation import DIMENSIONS
from projects.states import OpinionState

EVIDENCE = tuple(f"{name}_evidence" for name in DIMENSIONS)
OPINION_FIELDS = tuple(field for name in DIMENSIONS for field in (name, f"{name}_evidence"))


def give_opinion(opinion: Opinion, values: Mapping[str, Any], *, by: Actor) -> Opinion:
    """Say it, whole: OPINION_FIELDS. It is not changed afterwards. With the last one the round closes.

    Raises NotAllowed for others than the reviewer, and when a tie to the owner has come up since they were asked;
    Invalid when points or evidence are missing.
    """
    _check_reviewer(opinion, by)
    if not may_review(opinion.reviewer, opinion.evaluation.achievement):
        raise NotAllowed(_("您与成果方有利益关系，须回避。请谢绝这项评价。"))
    if unknown := values.keys() - set(OPINION_FIELDS):
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))
    said = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    errors = {name: _("请给出 0 到 10 分。") for name in DIMENSIONS if said.get(name) is None}
    errors |= {name: _("请写明依据。") for name in EVIDENCE if not said.get(name)}
    if errors:
        raise Invalid(errors)
    try:
        rest = {field.name for field in Opinion._meta.fields} - said.keys()
        Opinion(**said).clean_fields(exclude=rest)
    except ValidationError as error:
        raise invalid_from(error) from error
    return move_opinion(opinion, OpinionState.GIVEN, by=by, **said)


def decline_opinion(opinion: Opinion, *, by: Actor, note: str) -> Opinion:
    """Say why not; the administrator reads it."""
    _check_reviewer(opinion, by)
    if not note.strip():
        raise Invalid({"note": _("请写明谢绝的理由。")})
    return move_opinion(opinion, OpinionState.DECLINED, by=by, note=note.strip())


def _check_reviewer(opinion: Opinion, by: Actor) -> None:
    if by.user_id is None or by.user_id != opinion.reviewer_id:
        raise NotAllowed(_("只有被邀请的评价人可以填写。"))
