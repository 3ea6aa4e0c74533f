"""转化路线: the plan of a docking, step by step from the level an achievement has to the level a need asks for."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.validators import validate_plain_text
from matchmaking.choices import RoadEdit, Side, StepKind
from matchmaking.models.docking import Docking
from matchmaking.states import RoadState
from projects.models import FinanceProduct, FirstSetItem, Listing

_LEVEL = [MinValueValidator(1), MaxValueValidator(13)]  # of the scheme trl13
MOST_MONTHS = 120  # a step that takes longer than ten years is a project of its own


class Road(PublicRow):
    """转化路线: one per docking. `agreed_side` is who has said yes while the other has not. `version` goes up by one
    with each change; who agrees names the one they have read."""

    docking = models.OneToOneField(Docking, models.PROTECT, related_name="road", verbose_name=_("对接"))
    trl_from = models.PositiveSmallIntegerField(_("成果现有成熟度"))
    trl_to = models.PositiveSmallIntegerField(_("需求期望成熟度"))
    state = models.CharField(
        _("状态"), max_length=20, choices=RoadState, default=RoadState.DRAFT, editable=False
    )
    agreed_side = models.CharField(_("已同意的一方"), max_length=10, choices=Side, blank=True, editable=False)
    version = models.PositiveIntegerField(_("第几稿"), default=0, editable=False)
    drafted = models.DateTimeField(_("生成时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("转化路线")
        ordering = ["-drafted", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RoadState.values), name="road_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=RoadState.AGREED) ^ models.Q(agreed_side=""),
                name="road_half_agreed_names_the_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.docking} {self.trl_from} → {self.trl_to}"


class RoadTransition(Transition):
    """A side agreed to a road, or a change made it a draft again."""

    subject = models.ForeignKey(Road, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("转化路线流转记录")


class RoadStep(PublicRow):
    """One step: who takes the achievement from which level to which, why, when and for how much.

    Of `listing` (a pilot base or scenario), `item` and `product` one is named at most. Where `filled` is false nobody
    takes the step: what is named then came closest, and `reasons` say what it lacks. `reasons` are shaped as the parts
    of a match, see domain/road/words.py; they are computed from public cards alone. `why` is what the sides say
    themselves. `months` is how long it takes as long as not both days are known.
    """

    road = models.ForeignKey(Road, models.CASCADE, related_name="steps", verbose_name=_("转化路线"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    kind = models.CharField(_("步骤"), max_length=20, choices=StepKind)
    trl_before = models.PositiveSmallIntegerField(_("之前成熟度"), validators=_LEVEL)
    trl_after = models.PositiveSmallIntegerField(_("之后成熟度"), validators=_LEVEL)
    listing = models.ForeignKey(
        Listing, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承担方")
    )
    item = models.ForeignKey(
        FirstSetItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("首台套条目")
    )
    product = models.ForeignKey(
        FinanceProduct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("金融产品")
    )
    filled = models.BooleanField(_("已有承担方"), default=False)
    reasons = models.JSONField(_("理由"), default=list, blank=True)
    why = models.CharField(
        _("为什么要这一步"),
        max_length=200,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("双方都会看到。请勿写入未公开的技术秘密。"),
    )
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        _("预计时长（月）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
        help_text=_("还定不下日期时填写；有开始日期时由它算出结束日期。"),
    )
    cost = models.DecimalField(
        _("预计费用（元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    note = models.CharField(
        _("约定"),
        max_length=200,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("双方都会看到。请勿写入未公开的技术秘密。"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("转化路线步骤")
        ordering = ["road", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["road", "position"],
                name="road_step_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(trl_after__gte=models.F("trl_before")), name="road_step_never_falls"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="road_step_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.trl_before} → {self.trl_after}"

    @property
    def party(self) -> "Listing | FirstSetItem | FinanceProduct | None":
        """What the step names: who takes it, or where nobody does, what came closest."""
        return self.listing or self.item or self.product


class RoadChange(models.Model):
    """One change of a road: what was done, by whom, when, and all steps as they stood after it. Never changed."""

    road = models.ForeignKey(Road, models.PROTECT, related_name="changes", verbose_name=_("转化路线"))
    what = models.CharField(_("改动"), max_length=20, choices=RoadEdit)
    kind = models.CharField(_("步骤"), max_length=20, choices=StepKind, blank=True)
    steps = models.JSONField(_("改动后的步骤"))
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("转化路线改动记录")
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.road} · {self.get_what_display()}"
