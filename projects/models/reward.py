"""收益分配: what those who made an achievement receive of what it brings, and how they share it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.validators import validate_plain_text
from projects.choices import RewardBasis
from projects.models.project_part import ProjectPart
from projects.models.transfer_project import TransferProject, money_field


class RewardPlan(ProjectPart):
    """One plan; a new one replaces the one that stood.

    gross − costs is the base: net income in CNY, shares received, or operating profit in CNY. `total` is what the
    people receive: `rate` percent of the base, rounded up to the cent, which is what their shares sum to.
    """

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="reward_plans", verbose_name=_("转化项目")
    )
    basis = models.CharField(_("分配依据"), max_length=10, choices=RewardBasis)
    gross = money_field(_("收入、股份或利润总额"))
    costs = money_field(_("应扣除的成本（元）"), default=0)
    rate = models.DecimalField(
        _("奖励比例（%）"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    years = models.PositiveSmallIntegerField(_("连续年数"), null=True, blank=True)
    total = money_field(_("奖励总额"))
    agreed = models.CharField(
        _("制度或约定依据"), max_length=200, blank=True, validators=[validate_plain_text]
    )
    stands = models.BooleanField(_("现行"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("收益分配方案")
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(stands=True), name="one_reward_plan_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(costs__lte=models.F("gross")), name="reward_base_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} {self.rate}%"


class RewardShare(models.Model):
    """What one person receives of a plan's total."""

    plan = models.ForeignKey(RewardPlan, models.CASCADE, related_name="shares", verbose_name=_("方案"))
    person = models.CharField(_("姓名"), max_length=50, validators=[validate_plain_text])
    contribution = models.CharField(_("贡献"), max_length=100, blank=True, validators=[validate_plain_text])
    weight = models.DecimalField(_("份额"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)])
    amount = money_field(_("所得"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("收益份额")
        ordering = ["plan", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="person_shares_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.amount}"
