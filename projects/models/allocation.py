"""名额分配: a proposed assignment with everything it depends on, and what it says to each applicant."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.models import Organization
from projects.choices import OutcomeReason
from projects.models.application import Application
from projects.models.listing import Listing
from projects.models.slot import Booking
from projects.states import AllocationState


class Allocation(PublicRow):
    """One run. `published` is the file from which anybody can run it again; it names applications by id only.

    Shares are percent of the places of each scenario or slot, rounded up.
    """

    number = models.CharField(_("分配编号"), max_length=20, unique=True, editable=False)
    listings = models.ManyToManyField(
        Listing, related_name="allocations", verbose_name=_("场景或中试基地"), editable=False
    )
    small_share = models.PositiveSmallIntegerField(
        _("为小微企业保留（%）"), validators=[MaxValueValidator(100)]
    )
    away_share = models.PositiveSmallIntegerField(
        _("为省会以外市州保留（%）"), validators=[MaxValueValidator(100)]
    )
    published = models.JSONField(_("公开的输入与结果"), default=dict, editable=False)
    state = models.CharField(
        _("状态"), max_length=20, choices=AllocationState, default=AllocationState.PROPOSED, editable=False
    )
    by_label = models.CharField(_("操作方"), max_length=100, editable=False)
    proposed = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("名额分配")
        ordering = ["-proposed", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=AllocationState.values), name="allocation_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.number


class AllocationTransition(Transition):
    """One step of an allocation: who approved or rejected it, and why."""

    subject = models.ForeignKey(Allocation, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("名额分配流转记录")


class AllocationLine(models.Model):
    """What a run says of one application or booking: see `domain/allocation/types.py: Outcome`."""

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="lines", verbose_name=_("名额分配")
    )
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="lines", verbose_name=_("场景申请")
    )
    booking = models.ForeignKey(
        Booking, models.PROTECT, null=True, related_name="lines", verbose_name=_("中试预约")
    )
    owner = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("申请主体"))
    points = models.PositiveSmallIntegerField(_("分数（万分之一）"))
    groups = ArrayField(models.CharField(max_length=10), verbose_name=_("扶持对象"), default=list)
    ticket = models.PositiveIntegerField(_("抽签顺序"))
    reason = models.CharField(_("结果"), max_length=20, choices=OutcomeReason)
    needed = models.PositiveSmallIntegerField(_("入选所需分数"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("分配结果")
        ordering = ["allocation", "-points", "ticket"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application__isnull=True) ^ models.Q(booking__isnull=True),
                name="line_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation} · {self.get_reason_display()}"
