"""对接: the work of two parties on an approved match, and the contacts each received for it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Contact, Organization
from enterprises.models.organization import codes_field
from matchmaking.models.decision import Decision
from matchmaking.models.match import Match
from matchmaking.states import DockingState
from projects.models import TransferProject


class Docking(PublicRow):
    """One docking: responsible manager, present step, what comes next and until when."""

    number = models.CharField(_("对接编号"), max_length=20, unique=True, editable=False)
    match = models.OneToOneField(Match, models.PROTECT, related_name="docking", verbose_name=_("匹配"))
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任技术经理人"),
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=DockingState, default=DockingState.OPENED, editable=False
    )
    left_state = models.CharField(
        _("暂停前的状态"), max_length=20, choices=DockingState, blank=True, default="", editable=False
    )
    modes = codes_field(_("拟采用的合作方式"))
    project = models.OneToOneField(
        TransferProject,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="docking",
        verbose_name=_("转化项目"),
    )
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    next_deadline = models.DateField(_("下一步期限"), null=True, blank=True)
    opened = models.DateTimeField(_("开始时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("对接")
        ordering = ["-opened"]
        indexes = [models.Index(fields=["state", "next_deadline"], name="docking_deadlines")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=DockingState.values), name="docking_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.number


class DockingTransition(Decision):
    """One step of a docking."""

    subject = models.ForeignKey(Docking, models.PROTECT, related_name="transitions")

    class Meta(Decision.Meta):
        verbose_name = verbose_name_plural = _("对接流转记录")


class ContactRelease(models.Model):
    """One contact shown to one organization: who got what, when, on what basis. Contacts are read through here."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="releases", verbose_name=_("对接"))
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+", verbose_name=_("联系人"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("接收主体")
    )
    basis = models.CharField(_("依据"), max_length=200)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("联系方式披露记录")
        ordering = ["docking", "id"]
        constraints = [
            models.UniqueConstraint(fields=["docking", "contact", "organization"], name="released_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact} → {self.organization}"
