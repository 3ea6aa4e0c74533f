"""The life of a listing, from draft to the end of its use, and the stages of a transfer project."""

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
