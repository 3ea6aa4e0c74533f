"""The lives of a listing, a transfer project, a slot with its bookings, an application, an allocation, a consortium
with its members, and a challenge with its bids."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    PUBLISHED = "published", _("已发布")
    SENT_BACK = "sent_back", _("退回修改")
    DOCKED = "docked", _("已对接")
    CLOSED = "closed", _("已关闭")
    EXPIRED = "expired", _("已过期")


S = ListingState

LISTING_MOVES: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.PUBLISHED, S.SENT_BACK, S.DRAFT}),
    S.SENT_BACK: frozenset({S.SUBMITTED, S.CLOSED}),
    S.PUBLISHED: frozenset({S.SUBMITTED, S.SENT_BACK, S.DOCKED, S.CLOSED, S.EXPIRED}),
    S.DOCKED: frozenset({S.PUBLISHED, S.CLOSED}),
    S.EXPIRED: frozenset({S.SUBMITTED, S.CLOSED}),
    S.CLOSED: frozenset({S.SUBMITTED}),
}

EDITABLE = frozenset({S.DRAFT, S.SENT_BACK, S.PUBLISHED, S.EXPIRED})
ON_SHOW = frozenset({S.PUBLISHED, S.DOCKED})  # others may see it
IN_MARKET = frozenset({S.PUBLISHED})  # it is matched


class ProjectStage(models.TextChoices):
    """The road of a signed contract, as the province's policy draws it."""

    OPENED = "opened", _("立项")
    BREAKTHROUGH = "breakthrough", _("技术突破")
    VALIDATION = "validation", _("场景验证")
    APPLICATION = "application", _("产业应用")
    UPGRADE = "upgrade", _("体系升级")
    TERMINATED = "terminated", _("已终止")


P = ProjectStage

PROJECT_MOVES: dict[str, frozenset[str]] = {
    P.OPENED: frozenset({P.BREAKTHROUGH, P.TERMINATED}),
    P.BREAKTHROUGH: frozenset({P.VALIDATION, P.TERMINATED}),
    P.VALIDATION: frozenset({P.APPLICATION, P.BREAKTHROUGH, P.TERMINATED}),
    P.APPLICATION: frozenset({P.UPGRADE, P.VALIDATION, P.TERMINATED}),
    P.UPGRADE: frozenset({P.APPLICATION, P.TERMINATED}),
    P.TERMINATED: frozenset(),
}
PROJECT_ROAD: tuple[str, ...] = (P.OPENED, P.BREAKTHROUGH, P.VALIDATION, P.APPLICATION, P.UPGRADE)


class SlotState(models.TextChoices):
    OPEN = "open", _("开放预约")
    CLOSED = "closed", _("停止预约")


SLOT_MOVES: dict[str, frozenset[str]] = {
    SlotState.OPEN: frozenset({SlotState.CLOSED}),
    SlotState.CLOSED: frozenset({SlotState.OPEN}),
}


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REFUSED = "refused", _("未接受")
    WITHDRAWN = "withdrawn", _("已撤回")
    DONE = "done", _("已完成")


B = BookingState

BOOKING_MOVES: dict[str, frozenset[str]] = {
    B.REQUESTED: frozenset({B.CONFIRMED, B.REFUSED, B.WITHDRAWN}),
    B.CONFIRMED: frozenset({B.DONE, B.WITHDRAWN}),
    B.REFUSED: frozenset(),
    B.WITHDRAWN: frozenset(),
    B.DONE: frozenset(),
}
LIVE_BOOKINGS = frozenset({B.REQUESTED, B.CONFIRMED})  # an achievement has one of these per slot


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", _("已申请")
    SELECTED = "selected", _("入选")
    WAITING = "waiting", _("候补")
    NOT_SELECTED = "not_selected", _("未入选")
    WITHDRAWN = "withdrawn", _("已撤回")


A = ApplicationState

APPLICATION_MOVES: dict[str, frozenset[str]] = {
    A.SUBMITTED: frozenset({A.SELECTED, A.WAITING, A.NOT_SELECTED, A.WITHDRAWN}),
    A.WAITING: frozenset({A.SELECTED, A.NOT_SELECTED, A.WITHDRAWN}),
    A.SELECTED: frozenset({A.WITHDRAWN}),
    A.NOT_SELECTED: frozenset(),
    A.WITHDRAWN: frozenset(),
}
UNDECIDED_APPLICATIONS = frozenset({A.SUBMITTED, A.WAITING})  # those that an allocation is about
LIVE_APPLICATIONS = UNDECIDED_APPLICATIONS | {A.SELECTED}  # an achievement has one of these per scenario


class AllocationState(models.TextChoices):
    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("未批准")


ALLOCATION_MOVES: dict[str, frozenset[str]] = {
    AllocationState.PROPOSED: frozenset({AllocationState.APPROVED, AllocationState.REJECTED}),
    AllocationState.APPROVED: frozenset(),
    AllocationState.REJECTED: frozenset(),
}


class ConsortiumState(models.TextChoices):
    FORMING = "forming", _("组建中")
    AGREED = "agreed", _("分工已确认")
    COMPLETED = "completed", _("已完成")
    DISSOLVED = "dissolved", _("已解散")


CONSORTIUM_MOVES: dict[str, frozenset[str]] = {
    ConsortiumState.FORMING: frozenset({ConsortiumState.AGREED, ConsortiumState.DISSOLVED}),
    ConsortiumState.AGREED: frozenset({ConsortiumState.COMPLETED, ConsortiumState.DISSOLVED}),
    ConsortiumState.COMPLETED: frozenset(),
    ConsortiumState.DISSOLVED: frozenset(),
}
LIVE_CONSORTIA = frozenset({ConsortiumState.FORMING, ConsortiumState.AGREED})  # a need has one of these


class MemberState(models.TextChoices):
    INVITED = "invited", _("待答复")
    ACCEPTED = "accepted", _("已加入")
    DECLINED = "declined", _("已谢绝")
    WITHDRAWN = "withdrawn", _("邀请已撤回")
    LEFT = "left", _("已退出")


MEMBER_MOVES: dict[str, frozenset[str]] = {
    MemberState.INVITED: frozenset({MemberState.ACCEPTED, MemberState.DECLINED, MemberState.WITHDRAWN}),
    MemberState.ACCEPTED: frozenset({MemberState.LEFT}),
    MemberState.DECLINED: frozenset(),
    MemberState.WITHDRAWN: frozenset(),
    MemberState.LEFT: frozenset(),
}
LIVE_MEMBERS = frozenset(
    {MemberState.INVITED, MemberState.ACCEPTED}
)  # an organization has one per consortium


class ChallengeState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    SENT_BACK = "sent_back", _("退回修改")
    PUBLISHED = "published", _("揭榜中")
    AWARDED = "awarded", _("已授榜")
    NOT_AWARDED = "not_awarded", _("无人中榜")
    CANCELLED = "cancelled", _("已撤榜")


C = ChallengeState

CHALLENGE_MOVES: dict[str, frozenset[str]] = {
    C.DRAFT: frozenset({C.SUBMITTED, C.PUBLISHED}),
    C.SUBMITTED: frozenset({C.PUBLISHED, C.SENT_BACK}),
    C.SENT_BACK: frozenset({C.SUBMITTED, C.PUBLISHED}),
    C.PUBLISHED: frozenset({C.AWARDED, C.NOT_AWARDED, C.CANCELLED}),
    C.AWARDED: frozenset(),
    C.NOT_AWARDED: frozenset(),
    C.CANCELLED: frozenset(),
}
WRITABLE_CHALLENGES = frozenset({C.DRAFT, C.SENT_BACK})
ENDED_CHALLENGES = frozenset({C.AWARDED, C.NOT_AWARDED, C.CANCELLED})
PUBLIC_CHALLENGES = ENDED_CHALLENGES | {C.PUBLISHED}


class BidState(models.TextChoices):
    SUBMITTED = "submitted", _("已揭榜")
    AWARDED = "awarded", _("中榜")
    NOT_AWARDED = "not_awarded", _("未中榜")
    WITHDRAWN = "withdrawn", _("已撤回")
    CLOSED = "closed", _("榜单已撤")


BID_MOVES: dict[str, frozenset[str]] = {
    BidState.SUBMITTED: frozenset(
        {BidState.AWARDED, BidState.NOT_AWARDED, BidState.WITHDRAWN, BidState.CLOSED}
    ),
    BidState.AWARDED: frozenset(),
    BidState.NOT_AWARDED: frozenset(),
    BidState.WITHDRAWN: frozenset(),
    BidState.CLOSED: frozenset(),
}
LIVE_BIDS = frozenset({BidState.SUBMITTED, BidState.AWARDED, BidState.NOT_AWARDED})  # one per achievement


class EvaluationState(models.TextChoices):
    OPEN = "open", _("评价中")
    CLOSED = "closed", _("仅成果方可见")
    RELEASED = "released", _("已公开")
    CANCELLED = "cancelled", _("已取消")


EVALUATION_MOVES: dict[str, frozenset[str]] = {
    EvaluationState.OPEN: frozenset({EvaluationState.CLOSED, EvaluationState.CANCELLED}),
    EvaluationState.CLOSED: frozenset({EvaluationState.RELEASED}),
    EvaluationState.RELEASED: frozenset({EvaluationState.CLOSED}),
    EvaluationState.CANCELLED: frozenset(),
}
EVALUATED = frozenset({EvaluationState.CLOSED, EvaluationState.RELEASED})  # all opinions are in


class OpinionState(models.TextChoices):
    ASKED = "asked", _("待评价")
    GIVEN = "given", _("已提交")
    DECLINED = "declined", _("已谢绝")


OPINION_MOVES: dict[str, frozenset[str]] = {
    OpinionState.ASKED: frozenset({OpinionState.GIVEN, OpinionState.DECLINED}),
    OpinionState.GIVEN: frozenset(),
    OpinionState.DECLINED: frozenset(),
}
