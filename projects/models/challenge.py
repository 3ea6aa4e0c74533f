"""揭榜挂帅: a topic that an enterprise opens for whoever can solve it, with reward and last day, and who applies."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.models import Organization
from enterprises.validators import validate_plain_text
from projects.models.achievement import Achievement
from projects.states import LIVE_BIDS, BidState, ChallengeState


class Challenge(PublicRow):
    """A topic with its reward in CNY. It takes bids up to the end of its last day, and is decided after that."""

    number = models.CharField(_("榜单编号"), max_length=20, unique=True, editable=False)
    owner = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", editable=False, verbose_name=_("发榜企业")
    )
    title = models.CharField(_("题目"), max_length=120, validators=[validate_plain_text])
    problem = models.TextField(
        _("要攻克什么"),
        max_length=5000,
        validators=[validate_plain_text],
        help_text=_("发布后所有人可见，写清指标与验收办法。请勿写入未公开的技术秘密。"),
    )
    conditions = models.TextField(
        _("揭榜条件"), max_length=2000, blank=True, validators=[validate_plain_text]
    )
    reward = models.DecimalField(
        _("榜金（元）"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    deadline = models.DateField(_("揭榜截止日期"), help_text=_("当天结束以前都可以揭榜，截止后才能评定。"))
    state = models.CharField(
        _("状态"), max_length=20, choices=ChallengeState, default=ChallengeState.DRAFT, editable=False
    )
    created = models.DateTimeField(_("创建时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("榜单")
        ordering = ["-created", "id"]
        indexes = [models.Index(fields=["state", "-created"], name="challenge_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ChallengeState.values), name="challenge_state_known"
            ),
            models.CheckConstraint(condition=models.Q(reward__gt=0), name="challenge_has_a_reward"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ChallengeTransition(Transition):
    """One step of a challenge."""

    subject = models.ForeignKey(Challenge, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("榜单流转记录")


class Bid(PublicRow):
    """揭榜申请: the owner of an achievement says how it would solve a challenge. `reason`: code of vocabulary
    decline_reason, where the reward went to somebody else or to nobody."""

    number = models.CharField(_("申请编号"), max_length=20, unique=True, editable=False)
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="+", verbose_name=_("榜单"))
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="+", verbose_name=_("成果名片"))
    plan = models.TextField(_("揭榜方案"), max_length=5000, validators=[validate_plain_text])
    reason = models.CharField(_("未中榜原因"), max_length=30, blank=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=20, choices=BidState, default=BidState.SUBMITTED, editable=False
    )
    submitted = models.DateTimeField(_("申请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("揭榜申请")
        ordering = ["-submitted", "id"]
        indexes = [models.Index(fields=["challenge", "state"], name="bid_of_challenge")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BidState.values), name="bid_state_known"),
            models.UniqueConstraint(
                fields=["challenge", "achievement"],
                condition=models.Q(state__in=sorted(LIVE_BIDS)),
                name="one_live_bid",
                violation_error_message=_("这项成果已经揭了这个榜。"),
            ),
            models.UniqueConstraint(
                fields=["challenge"], condition=models.Q(state=BidState.AWARDED), name="one_award"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BidTransition(Transition):
    """One step of a bid."""

    subject = models.ForeignKey(Bid, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("揭榜申请流转记录")
