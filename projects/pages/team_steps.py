"""The buttons under a consortium, a membership, a challenge or a bid."""

from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from projects.domain import bids, challenge, consortium, members
from projects.models import Bid, Challenge, Consortium, Member
from projects.pages.steps import Step, when
from projects.rules import can_answer_membership, can_publish_challenge, can_review_challenge
from projects.states import BID_MOVES, CHALLENGE_MOVES, CONSORTIUM_MOVES, MEMBER_MOVES, ChallengeState


def _lead(actor: Actor, row: Consortium) -> bool:
    return actor.writes_for(row.lead_id)


def _lead_of(actor: Actor, row: Member) -> bool:
    return actor.writes_for(row.consortium.lead_id)


def _leaves(actor: Actor, row: Member) -> bool:
    return row.consortium.state == "forming" and can_answer_membership(actor, row)


def _owner(actor: Actor, row: Challenge) -> bool:
    return actor.writes_for(row.owner_id)


def _submits(actor: Actor, row: Challenge) -> bool:
    return _owner(actor, row) and not can_publish_challenge(actor, row)


def _publishes(actor: Actor, row: Challenge) -> bool:
    return can_publish_challenge(actor, row) and (_owner(actor, row) or row.state == ChallengeState.SUBMITTED)


def _bidder(actor: Actor, row: Bid) -> bool:
    return actor.writes_for(row.achievement.owner_id)


CONSORTIUM_STEPS = (
    Step(
        "complete",
        _("任务完成"),
        _("联合体已完成。"),
        consortium.complete_consortium,
        when(CONSORTIUM_MOVES, "completed", _lead),
        ask=_("确认全部任务已经完成吗？"),
    ),
    Step(
        "dissolve",
        _("解散联合体"),
        _("联合体已解散，成员会看到理由。"),
        consortium.dissolve_consortium,
        when(CONSORTIUM_MOVES, "dissolved", _lead),
        note=_("解散的理由，成员会看到"),
    ),
)
MEMBER_STEPS = (
    Step(
        "accept",
        _("接受邀请"),
        _("已加入联合体，牵头企业会看到。"),
        members.accept_membership,
        when(MEMBER_MOVES, "accepted", can_answer_membership),
        "button-primary",
    ),
    Step(
        "decline",
        _("谢绝"),
        _("已谢绝，牵头企业会看到理由。"),
        members.decline_membership,
        when(MEMBER_MOVES, "declined", can_answer_membership),
        note=_("谢绝的理由，牵头企业会看到"),
    ),
    Step(
        "withdraw",
        _("撤回邀请"),
        _("已撤回邀请。"),
        members.withdraw_invite,
        when(MEMBER_MOVES, "withdrawn", _lead_of),
    ),
    Step(
        "leave",
        _("退出联合体"),
        _("已退出，牵头企业会看到理由。"),
        members.leave_consortium,
        when(MEMBER_MOVES, "left", _leaves),
        note=_("退出的理由，牵头企业会看到"),
    ),
)
CHALLENGE_STEPS = (
    Step(
        "submit",
        _("提交审核"),
        _("已提交，等待管理员审核。"),
        challenge.submit_challenge,
        when(CHALLENGE_MOVES, "submitted", _submits),
        "button-primary",
    ),
    Step(
        "publish",
        _("发布榜单"),
        _("已发布，可以揭榜。"),
        challenge.publish_challenge,
        when(CHALLENGE_MOVES, "published", _publishes),
        "button-primary",
        ask=_("发布后题目不能再修改。确定发布吗？"),
    ),
    Step(
        "send_back",
        _("退回修改"),
        _("已退回，企业会看到理由。"),
        challenge.send_back_challenge,
        when(CHALLENGE_MOVES, "sent_back", can_review_challenge),
        note=_("需要修改的地方"),
    ),
    Step(
        "cancel",
        _("撤榜"),
        _("已撤榜，揭榜者会收到通知。"),
        challenge.cancel_challenge,
        when(CHALLENGE_MOVES, "cancelled", _owner),
        note=_("撤榜的理由，会公开"),
    ),
)
BID_STEPS = (
    Step(
        "withdraw",
        _("撤回揭榜"),
        _("已撤回。"),
        bids.withdraw_bid,
        when(BID_MOVES, "withdrawn", _bidder),
        ask=_("确定撤回吗？截止日期前可以再次揭榜。"),
    ),
)
