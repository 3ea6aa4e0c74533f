"""场景申请: an achievement's owner applies for a place in an application scenario."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.validators import validate_plain_text
from projects.models.achievement import Achievement
from projects.models.scenario import Scenario
from projects.states import LIVE_APPLICATIONS, ApplicationState


class Application(PublicRow):
    """One achievement's application for one scenario, with what its owner wants to show there."""

    number = models.CharField(_("申请编号"), max_length=20, unique=True, editable=False)
    scenario = models.ForeignKey(
        Scenario, models.PROTECT, related_name="applications", verbose_name=_("应用场景")
    )
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, related_name="applications", verbose_name=_("成果")
    )
    plan = models.TextField(
        _("验证方案"),
        max_length=2000,
        validators=[validate_plain_text],
        help_text=_("在这个场景里怎样做、用什么指标衡量。对方会看到，请勿写入未公开的技术秘密。"),
    )
    state = models.CharField(
        _("状态"),
        max_length=20,
        choices=ApplicationState,
        default=ApplicationState.SUBMITTED,
        editable=False,
    )
    submitted = models.DateTimeField(_("申请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("场景申请")
        ordering = ["-submitted", "id"]
        indexes = [models.Index(fields=["scenario", "state"], name="application_of_scenario")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ApplicationState.values), name="application_state_known"
            ),
            models.UniqueConstraint(
                fields=["scenario", "achievement"],
                condition=models.Q(state__in=sorted(LIVE_APPLICATIONS)),
                name="one_live_application",
                violation_error_message=_("这项成果已经申请了这个场景。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ApplicationTransition(Transition):
    """One step of an application."""

    subject = models.ForeignKey(Application, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("场景申请流转记录")
