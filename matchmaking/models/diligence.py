"""尽职免责: what was ticked on a docking's list, and which evidence packs were kept on record. Rows are only added."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from enterprises.validators import validate_plain_text
from matchmaking.choices import Audience
from matchmaking.models.docking import Docking


class DiligenceTick(models.Model):
    """Somebody says whether an item of the list (vocabulary diligence_item) applies here. The last word on an item
    counts; those before stay on record."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="+", verbose_name=_("对接"))
    item = models.CharField(_("清单条目"), max_length=30)
    applies = models.BooleanField(_("符合"))
    note = models.CharField(_("说明"), max_length=300, blank=True, validators=[validate_plain_text])
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100, editable=False)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("尽职清单勾选记录")
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.item


class PackRecord(models.Model):
    """The checksum of an evidence pack as one audience could read it at that moment: the same state gives the same
    bytes, so a pack can be told from one that was changed."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="+", verbose_name=_("对接"))
    audience = models.CharField(_("读者"), max_length=10, choices=Audience)
    language = models.CharField(_("语言"), max_length=10)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("大小（字节）"))
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100, editable=False)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("证据包存证")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="pack_audience_known"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.sha256
