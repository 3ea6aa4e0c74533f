"""The life of a match, of a docking, of its road, and of a run. Read aloud, these tables are the product."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchState(models.TextChoices):
    RECOMMENDED = "recommended", _("推荐")
    INTERESTED = "interested", _("单方意向")
    MUTUAL = "mutual", _("双方意向")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("未批准")
    SENT_BACK = "sent_back", _("退回整改")
    DECLINED = "declined", _("已婉拒")
    LAPSED = "lapsed", _("已失效")


M = MatchState

MATCH_MOVES: dict[str, frozenset[str]] = {
    M.RECOMMENDED: frozenset({M.INTERESTED, M.DECLINED, M.LAPSED}),
    M.INTERESTED: frozenset({M.MUTUAL, M.DECLINED, M.LAPSED}),
    M.MUTUAL: frozenset({M.APPROVED, M.REJECTED, M.SENT_BACK, M.DECLINED, M.LAPSED}),
    M.SENT_BACK: frozenset({M.MUTUAL, M.DECLINED, M.LAPSED}),
    M.DECLINED: frozenset({M.RECOMMENDED}),
    M.REJECTED: frozenset({M.MUTUAL}),
    M.LAPSED: frozenset({M.RECOMMENDED}),
    M.APPROVED: frozenset(),
}
UNDECIDED = frozenset({M.RECOMMENDED, M.INTERESTED, M.MUTUAL, M.SENT_BACK})


class DockingState(models.TextChoices):
    OPENED = "opened", _("对接中")
    VISIT = "visit", _("实地考察/试验")
    NEGOTIATION = "negotiation", _("商务谈判")
    INTENT = "intent", _("意向协议")
    SIGNED = "signed", _("合同签订")
    REGISTERED = "registered", _("合同登记")
    EXECUTING = "executing", _("实施中")
    ACCEPTED = "accepted", _("验收")
    SUCCEEDED = "succeeded", _("成功")
    SENT_BACK = "sent_back", _("退回整改")
    ON_HOLD = "on_hold", _("暂缓")
    TERMINATED = "terminated", _("终止")
    EXPIRED = "expired", _("过期")


D = DockingState
_SIDE_EXITS = frozenset({D.SENT_BACK, D.ON_HOLD, D.TERMINATED, D.EXPIRED})

DOCKING_MOVES: dict[str, frozenset[str]] = {
    D.OPENED: frozenset({D.VISIT, D.NEGOTIATION}) | _SIDE_EXITS,
    D.VISIT: frozenset({D.NEGOTIATION}) | _SIDE_EXITS,
    D.NEGOTIATION: frozenset({D.INTENT, D.SIGNED, D.VISIT}) | _SIDE_EXITS,
    D.INTENT: frozenset({D.SIGNED, D.NEGOTIATION}) | _SIDE_EXITS,
    D.SIGNED: frozenset({D.REGISTERED, D.EXECUTING, D.SENT_BACK, D.TERMINATED}),
    D.REGISTERED: frozenset({D.EXECUTING, D.SENT_BACK, D.TERMINATED}),
    D.EXECUTING: frozenset({D.ACCEPTED, D.SENT_BACK, D.ON_HOLD, D.TERMINATED}),
    D.ACCEPTED: frozenset({D.SUCCEEDED}),
    # a pause goes back to where it was entered: see rules.moves_of
    D.SENT_BACK: frozenset(
        {
            D.OPENED,
            D.VISIT,
            D.NEGOTIATION,
            D.INTENT,
            D.SIGNED,
            D.REGISTERED,
            D.EXECUTING,
            D.TERMINATED,
            D.EXPIRED,
        }
    ),
    D.ON_HOLD: frozenset({D.OPENED, D.VISIT, D.NEGOTIATION, D.INTENT, D.EXECUTING, D.TERMINATED, D.EXPIRED}),
    D.SUCCEEDED: frozenset(),
    D.TERMINATED: frozenset(),
    D.EXPIRED: frozenset({D.OPENED}),
}
# The road as the docking page draws it; side exits leave it.
DOCKING_ROAD: tuple[str, ...] = (
    D.OPENED, D.VISIT, D.NEGOTIATION, D.INTENT, D.SIGNED, D.REGISTERED, D.EXECUTING, D.ACCEPTED, D.SUCCEEDED,
)  # fmt: skip
ENDED = frozenset({D.SUCCEEDED, D.TERMINATED, D.EXPIRED})
PAUSES = frozenset({D.SENT_BACK, D.ON_HOLD})
NEEDS_A_REASON = PAUSES | {D.TERMINATED, D.EXPIRED}


class InvitationState(models.TextChoices):
    QUEUED = "queued", _("待送达")
    DELIVERED = "delivered", _("已送达")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("已谢绝")
    WITHDRAWN = "withdrawn", _("已撤回")


I = InvitationState  # noqa: E741  as M and D above

INVITATION_MOVES: dict[str, frozenset[str]] = {
    I.QUEUED: frozenset({I.DELIVERED, I.WITHDRAWN}),
    I.DELIVERED: frozenset({I.ACCEPTED, I.DECLINED, I.WITHDRAWN}),
    I.ACCEPTED: frozenset(),
    I.DECLINED: frozenset(),
    I.WITHDRAWN: frozenset(),
}
ARRIVED = frozenset({I.DELIVERED, I.ACCEPTED, I.DECLINED})  # the other side knows of it


class RunState(models.TextChoices):
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")


class RoadState(models.TextChoices):
    DRAFT = "draft", _("草案")
    AGREED = "agreed", _("一方已同意")
    ADOPTED = "adopted", _("双方采用")


R = RoadState

# Whatever is changed in a road that somebody agreed to makes it a draft again.
ROAD_MOVES: dict[str, frozenset[str]] = {
    R.DRAFT: frozenset({R.AGREED}),
    R.AGREED: frozenset({R.ADOPTED, R.DRAFT}),
    R.ADOPTED: frozenset({R.DRAFT}),
}


class StepState(models.TextChoices):
    """How far a step of a road has come; read off bookings, applications and the transfer project, never written."""

    OPEN = "open", _("尚无承担方")
    PLANNED = "planned", _("计划中")
    ASKED = "asked", _("已申请")
    BOOKED = "booked", _("已落实")
    DONE = "done", _("已完成")
