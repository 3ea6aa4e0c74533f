"""Consortia (创新联合体): opened by a lead enterprise for one of its needs, ended by it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.choices import OrganizationKind
from enterprises.domain.cleaning import clean_and_save, invalid_from
from enterprises.domain.numbers import new_number
from enterprises.domain.vocabulary import code_error
from projects.choices import NewsKind
from projects.domain.news import tell_members
from projects.models import Consortium, ConsortiumTransition, Member, MemberTransition, Need, SubTopic
from projects.rules import is_on_show
from projects.states import CONSORTIUM_MOVES, MEMBER_MOVES, ConsortiumState, MemberState

TOPIC_FIELDS = ("title", "words", "industry", "trl_wanted")
FEWEST_TOPICS, MOST_TOPICS = 2, 12  # more make the exact team a matter of seconds


def open_consortium(
    need: Need, *, title: str, summary: str, topics: Sequence[Mapping[str, Any]], by: Actor
) -> Consortium:
    """Open a consortium for a need, cut into sub-topics (TOPIC_FIELDS). The lead is its first member.

    Raises NotAllowed for others than writers of the need's owner; Invalid when the owner is no enterprise in service,
    the need is not on show or has a consortium, or a sub-topic breaks a rule, named as topics.1.words from 0.
    """
    if not by.writes_for(need.owner_id):
        raise NotAllowed(_("只能为自己主体的需求组建创新联合体。"))
    errors = {}
    if need.owner.kind != OrganizationKind.ENTERPRISE or not need.owner.verified:
        errors["need"] = _("创新联合体由通过认证的企业牵头。")
    elif not is_on_show(need):
        errors["need"] = _("需求发布以后才能组建创新联合体。")
    if not FEWEST_TOPICS <= len(topics) <= MOST_TOPICS:
        errors["topics"] = _("请把需求拆成 %(fewest)s 到 %(most)s 个子课题。") % {
            "fewest": FEWEST_TOPICS,
            "most": MOST_TOPICS,
        }
    if errors:
        raise Invalid(errors)
    consortium = Consortium(
        number=new_number("LH"), need=need, lead=need.owner, title=title.strip(), summary=summary.strip()
    )
    with transaction.atomic():
        clean_and_save(consortium)
        SubTopic.objects.bulk_create(_topic(consortium, n, row) for n, row in enumerate(topics))
        _first_step(ConsortiumTransition, consortium, by)
        lead = Member.objects.create(
            consortium=consortium, organization=need.owner, state=MemberState.ACCEPTED
        )
        _first_step(MemberTransition, lead, by)
    return consortium


def dissolve_consortium(consortium: Consortium, *, by: Actor, note: str) -> Consortium:
    """End it before it is done, with a reason that every member reads."""
    if not note.strip():
        raise Invalid({"note": _("请写明解散的理由，成员会看到。")})
    return _end(consortium, ConsortiumState.DISSOLVED, by=by, note=note.strip())


def complete_consortium(consortium: Consortium, *, by: Actor, note: str = "") -> Consortium:
    """The work that was agreed is done."""
    return _end(consortium, ConsortiumState.COMPLETED, by=by, note=note.strip())


def hold(consortium_id: UUID) -> Consortium:
    """The consortium as it is now, held until the transaction ends: who is a member and what is divided changes one
    after the other."""
    return Consortium.objects.select_for_update(no_key=True).get(pk=consortium_id)


def _end(consortium: Consortium, new: ConsortiumState, *, by: Actor, note: str) -> Consortium:
    if not by.writes_for(consortium.lead_id):
        raise NotAllowed(_("只有牵头企业的负责人或编辑可以办理。"))
    with transaction.atomic():
        hold(consortium.pk)
        move(consortium, new, table=CONSORTIUM_MOVES, by=by, note=note)
        for member in Member.objects.filter(consortium=consortium.pk, state=MemberState.INVITED):
            move(member, MemberState.WITHDRAWN, table=MEMBER_MOVES, by=by, note=note)
        tell_members(NewsKind.CONSORTIUM_ENDED, consortium)
    return consortium


def _topic(consortium: Consortium, position: int, values: Mapping[str, Any]) -> SubTopic:
    if unknown := values.keys() - set(TOPIC_FIELDS):
        raise Invalid({f"topics.{position}.{name}": _("没有这个字段。") for name in unknown})
    topic = SubTopic(consortium=consortium, position=position, **values)
    try:
        topic.full_clean(exclude=["consortium"], validate_constraints=False)
    except ValidationError as error:
        raise invalid_from(error, prefix=f"topics.{position}.") from error
    if topic.industry and (unknown_code := code_error("industry", [topic.industry])):
        raise Invalid({f"topics.{position}.industry": unknown_code})
    return topic


def _first_step(model: Any, subject: Any, by: Actor) -> None:
    model.objects.create(subject=subject, old="", new=subject.state, by_user_id=by.user_id, by_label=by.label)
