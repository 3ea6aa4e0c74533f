"""Members of a consortium: invited by the lead with a card and sub-topics, who accept, decline, and leave."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.states import OrganizationState
from projects.choices import NewsKind
from projects.domain.consortium import hold
from projects.domain.news import tell_of_member
from projects.models import Achievement, Consortium, Member, MemberTransition, SubTopic
from projects.rules import can_answer_membership, is_on_show
from projects.states import MEMBER_MOVES, ConsortiumState, MemberState


def invite_member(
    consortium: Consortium, achievement: Achievement, *, topics: Collection[SubTopic], by: Actor
) -> Member:
    """Ask the owner of a published achievement to take part, for some of the sub-topics. What it is told is the card
    and the sub-topics: how well they fit is the lead's own knowledge. The division of work there was holds no more.

    Raises NotAllowed for others than the lead's writers, IllegalTransition once the division of work is agreed, and
    Invalid when the card is off show or the lead's own, no sub-topic is named, or its owner is asked already.
    """
    _check_lead(consortium, by)
    errors = {}
    if not is_on_show(achievement) or achievement.owner.state != OrganizationState.VERIFIED:
        errors["achievement"] = _("这项成果目前不对外展示。")
    elif achievement.owner_id == consortium.lead_id:
        errors["achievement"] = _("牵头企业已是成员。")
    if not topics or any(topic.consortium_id != consortium.pk for topic in topics):
        errors["topics"] = _("请选择这个联合体的子课题。")
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        _check_forming(hold(consortium.pk))
        member = Member(consortium=consortium, organization=achievement.owner, achievement=achievement)
        clean_and_save(member, exclude=frozenset({"topics"}))
        member.topics.set(topics)
        MemberTransition.objects.create(
            subject=member, old="", new=member.state, by_user_id=by.user_id, by_label=by.label
        )
        void_plan(consortium)
        tell_of_member(NewsKind.CONSORTIUM_INVITED, member, organization_id=member.organization_id)
    return member


def accept_membership(member: Member, *, by: Actor, note: str = "") -> Member:
    """Say yes."""
    return _answer(member, MemberState.ACCEPTED, by=by, note=note)


def decline_membership(member: Member, *, by: Actor, note: str) -> Member:
    """Say no, with a reason that the lead reads."""
    if not note.strip():
        raise Invalid({"note": _("请写明谢绝的理由，牵头企业会看到。")})
    return _answer(member, MemberState.DECLINED, by=by, note=note)


def withdraw_invite(member: Member, *, by: Actor, note: str = "") -> Member:
    """The lead takes back what has not been answered."""
    _check_lead(member.consortium, by)
    return move(member, MemberState.WITHDRAWN, table=MEMBER_MOVES, by=by, note=note.strip())


def leave_consortium(member: Member, *, by: Actor, note: str) -> Member:
    """Go before the division of work is agreed; what it was holds no more. The lead does not leave, it dissolves."""
    if not can_answer_membership(by, member):
        raise NotAllowed(_("只有成员单位的负责人或编辑可以退出。"))
    if not note.strip():
        raise Invalid({"note": _("请写明退出的理由，牵头企业会看到。")})
    with transaction.atomic():
        consortium = hold(member.consortium_id)
        _check_forming(consortium)
        move(member, MemberState.LEFT, table=MEMBER_MOVES, by=by, note=note.strip())
        void_plan(consortium)
        tell_of_member(NewsKind.CONSORTIUM_LEFT, member, organization_id=consortium.lead_id)
    return member


def void_plan(consortium: Consortium) -> None:
    """The next plan is a new one; nobody has confirmed it."""
    Consortium.objects.filter(pk=consortium.pk).update(plan=F("plan") + 1)
    consortium.refresh_from_db(fields=["plan"])


def _answer(member: Member, new: MemberState, *, by: Actor, note: str) -> Member:
    if not can_answer_membership(by, member):
        raise NotAllowed(_("只有受邀单位的负责人或编辑可以答复。"))
    with transaction.atomic():
        consortium = hold(member.consortium_id)
        _check_forming(consortium)
        move(member, new, table=MEMBER_MOVES, by=by, note=note.strip())
        tell_of_member(NewsKind.CONSORTIUM_ANSWERED, member, organization_id=consortium.lead_id)
    return member


def _check_lead(consortium: Consortium, by: Actor) -> None:
    if not by.writes_for(consortium.lead_id):
        raise NotAllowed(_("只有牵头企业的负责人或编辑可以办理。"))


def _check_forming(consortium: Consortium) -> None:
    if consortium.state != ConsortiumState.FORMING:
        raise IllegalTransition(_("联合体已不在组建中，成员不再变动。"))
