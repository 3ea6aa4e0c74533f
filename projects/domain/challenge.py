"""Challenges (揭榜挂帅): written by an enterprise, published, taken off, decided once bids are in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.choices import OrganizationKind
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from enterprises.domain.vocabulary import code_error
from enterprises.models import Organization
from projects.choices import NewsKind
from projects.domain.news import tell_of_bid
from projects.models import Bid, Challenge, ChallengeTransition
from projects.rules import can_publish_challenge, can_review_challenge
from projects.states import BID_MOVES, CHALLENGE_MOVES, WRITABLE_CHALLENGES, BidState, ChallengeState

CHALLENGE_FIELDS = ("title", "problem", "conditions", "reward", "deadline")


def create_challenge(values: Mapping[str, Any], *, owner: Organization, by: Actor) -> Challenge:
    """Write a draft. `values`: CHALLENGE_FIELDS. Raises NotAllowed for others than the owner's writers, Invalid when a
    value breaks a rule or the owner is no enterprise."""
    if not by.writes_for(owner.pk):
        raise NotAllowed(_("只能为自己的主体发榜。"))
    if owner.kind != OrganizationKind.ENTERPRISE:
        raise Invalid({"owner": _("榜单由企业发布。")})
    challenge = Challenge(number=new_number("JB"), owner=owner)
    with transaction.atomic():
        _write(challenge, values)
        ChallengeTransition.objects.create(
            subject=challenge, old="", new=challenge.state, by_user_id=by.user_id, by_label=by.label
        )
    return challenge


def edit_challenge(challenge: Challenge, values: Mapping[str, Any], *, by: Actor) -> Challenge:
    """Change a draft or what was sent back; what is published stands as those who apply have read it."""
    _check_owner(challenge, by)
    with transaction.atomic():
        held = hold(challenge.pk)
        if held.state not in WRITABLE_CHALLENGES:
            raise IllegalTransition(_("发布或提交以后不能修改题目。"))
        _write(held, values)
    return held


def submit_challenge(challenge: Challenge, *, by: Actor) -> Challenge:
    """Ask an administrator to publish it."""
    _check_owner(challenge, by)
    _check_deadline(challenge)
    return move(challenge, ChallengeState.SUBMITTED, table=CHALLENGE_MOVES, by=by)


def publish_challenge(challenge: Challenge, *, by: Actor) -> Challenge:
    """Open it for bids: by an administrator, or by its owner where that is trusted to."""
    if not can_publish_challenge(by, challenge):
        raise NotAllowed(_("须由管理员审核发布。"))
    if challenge.state != ChallengeState.SUBMITTED and not by.writes_for(challenge.owner_id):
        raise IllegalTransition(_("企业提交以后才能发布。"))
    if not challenge.owner.verified:
        raise IllegalTransition(_("主体通过认证以后才能发布。"))
    _check_deadline(challenge)
    return move(challenge, ChallengeState.PUBLISHED, table=CHALLENGE_MOVES, by=by)


def send_back_challenge(challenge: Challenge, *, by: Actor, note: str) -> Challenge:
    """Say what to change before it can be published."""
    if not can_review_challenge(by, challenge):
        raise NotAllowed()
    if not note.strip():
        raise Invalid({"note": _("请写明需要修改的地方。")})
    return move(challenge, ChallengeState.SENT_BACK, table=CHALLENGE_MOVES, by=by, note=note.strip())


def cancel_challenge(challenge: Challenge, *, by: Actor, note: str) -> Challenge:
    """Take it off, with a reason that everybody reads; bids that stand are closed, and their owners told."""
    _check_owner(challenge, by)
    if not note.strip():
        raise Invalid({"note": _("请写明撤榜的理由，会公开。")})
    with transaction.atomic():
        hold(challenge.pk)
        move(challenge, ChallengeState.CANCELLED, table=CHALLENGE_MOVES, by=by, note=note.strip())
        for bid in _undecided(challenge):
            move(bid, BidState.CLOSED, table=BID_MOVES, by=by, note=note.strip())
            tell_of_bid(NewsKind.CHALLENGE_CANCELLED, bid, organization_id=bid.achievement.owner_id)
    return challenge


def decide_challenge(
    challenge: Challenge, *, winner: Bid | None, reasons: Mapping[UUID, str], by: Actor, note: str = ""
) -> Challenge:
    """Award it to one bid or to none, once the last day is over. Every other bid gets a coded reason (vocabulary
    decline_reason, by id of the bid), and every applicant is told.

    Raises NotAllowed for who belongs to an applicant too; IllegalTransition before the last day is over; Invalid when
    a bid has no reason or an unknown one, or the winner is none of its bids.
    """
    _check_owner(challenge, by)
    if timezone.localdate() <= challenge.deadline:
        raise IllegalTransition(
            _("揭榜截止（%(day)s）以后才能评定。") % {"day": challenge.deadline.isoformat()}
        )
    with transaction.atomic():
        hold(challenge.pk)
        bids = _undecided(challenge)
        if any(by.acts_for(bid.achievement.owner_id) for bid in bids):
            raise NotAllowed(_("您也属于揭榜单位，请由发榜企业的其他成员评定。"))
        if winner is not None and winner not in bids:
            raise Invalid({"winner": _("请选择这个榜单的一份揭榜申请。")})
        if winner is None and not bids and not note.strip():
            raise Invalid({"note": _("没有揭榜申请时，请写明说明。")})
        others = [bid for bid in bids if bid != winner]
        _check_reasons(others, reasons)
        new = ChallengeState.NOT_AWARDED if winner is None else ChallengeState.AWARDED
        move(challenge, new, table=CHALLENGE_MOVES, by=by, note=note.strip())
        for bid in others:
            changes = {"reason": reasons[bid.pk]}
            move(bid, BidState.NOT_AWARDED, table=BID_MOVES, by=by, changes=changes)
        if winner is not None:
            move(winner, BidState.AWARDED, table=BID_MOVES, by=by)
        for bid in bids:
            tell_of_bid(NewsKind.BID_DECIDED, bid, organization_id=bid.achievement.owner_id)
    return challenge


def takes_bids(challenge: Challenge) -> bool:
    """Published, by an enterprise in service, and its last day not over."""
    open_ = challenge.state == ChallengeState.PUBLISHED and challenge.owner.verified
    return open_ and timezone.localdate() <= challenge.deadline


def hold(challenge_id: UUID) -> Challenge:
    """The challenge as it is now, held until the transaction ends: bids come in before or after a decision."""
    return (
        Challenge.objects.select_for_update(no_key=True, of=("self",))
        .select_related("owner")
        .get(pk=challenge_id)
    )


def _undecided(challenge: Challenge) -> list[Bid]:
    rows = Bid.objects.filter(challenge=challenge.pk, state=BidState.SUBMITTED)
    return list(rows.select_related("achievement__owner").order_by("submitted", "pk"))


def _write(challenge: Challenge, values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - set(CHALLENGE_FIELDS):
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))
    for name, value in values.items():
        setattr(challenge, name, value.strip() if isinstance(value, str) else value)
    clean_and_save(challenge)


def _check_owner(challenge: Challenge, by: Actor) -> None:
    if not by.writes_for(challenge.owner_id):
        raise NotAllowed(_("只有发榜企业的负责人或编辑可以办理。"))


def _check_deadline(challenge: Challenge) -> None:
    if challenge.deadline < timezone.localdate():
        raise Invalid({"deadline": _("揭榜截止日期已过，请先修改。")})


def _check_reasons(bids: list[Bid], reasons: Mapping[UUID, str]) -> None:
    errors: dict[str, Any] = {}
    for bid in bids:
        code = reasons.get(bid.pk, "")
        if not code:
            errors[f"reasons.{bid.pk}"] = _("请选择未中榜的原因。")
        elif error := code_error("decline_reason", [code]):
            errors[f"reasons.{bid.pk}"] = error
    if errors:
        raise Invalid(errors)
