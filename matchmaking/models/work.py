"""What the two sides of a docking do together: they sign secrecy, meet, and write to each other."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Organization
from enterprises.validators import validate_plain_text
from matchmaking.models.docking import Docking


class SecrecySignature(models.Model):
    """保密协议: one side says that it has signed. When both have, each reads what the other shows under secrecy."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="+", verbose_name=_("对接"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("签署主体")
    )
    signed_on = models.DateField(_("签署日期"))
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("保密协议签署记录")
        ordering = ["docking", "id"]
        constraints = [models.UniqueConstraint(fields=["docking", "organization"], name="signed_once")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.signed_on}"


class Meeting(PublicRow):
    """会议: when, where, who, what was said, and what comes next, by whom, until when."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="+", verbose_name=_("对接"))
    held_on = models.DateField(_("会议日期"))
    place = models.CharField(_("地点"), max_length=100, validators=[validate_plain_text])
    people = models.CharField(_("参加人"), max_length=500, validators=[validate_plain_text])
    minutes = models.TextField(_("纪要"), max_length=5000, validators=[validate_plain_text])
    next_step = models.CharField(_("下一步"), max_length=200, validators=[validate_plain_text])
    next_owner = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("下一步由谁负责")
    )
    next_deadline = models.DateField(_("下一步期限"))
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ["-held_on", "-at", "id"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.place}"


class Message(PublicRow):
    """留言: a few lines to the other side; `organization` is empty where the staff wrote them."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="+", verbose_name=_("对接"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("留言主体")
    )
    text = models.TextField(_("留言"), max_length=2000, validators=[validate_plain_text])
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("留言")
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["docking", "-at"], name="messages_of_docking")]

    def __str__(self) -> str:
        return self.text[:40]
