"""保密内容: text that only its owner reads, and who else was let. Tables that everyday work cannot read."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import SecretRow
from enterprises.validators import validate_plain_text
from projects.models.listing import Listing


class ListingSecret(SecretRow):
    """Text that only the owner reads. In a table of its own: nothing computed for others ever joins it."""

    listing = models.OneToOneField(Listing, models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField(_("保密内容"), max_length=20000, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("保密内容")

    def __str__(self) -> str:
        return str(_("保密内容"))


class SecretReading(SecretRow):
    """An administrator read a secret text, for this reason. The owner sees it; the row is never changed."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_label = models.CharField(_("查阅人"), max_length=100)
    reason = models.TextField(_("查阅理由"), max_length=500)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("保密内容查阅记录")
        ordering = ["-id"]
        indexes = [models.Index(fields=["reader", "at"], name="readings_of_a_day")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by_label} {self.at:%Y-%m-%d %H:%M}"


class ReadingAlert(models.Model):
    """One person read unusually many secrets on one day: told to the administrators."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("查阅人")
    )
    day = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("查阅条数"))
    at = models.DateTimeField(_("首次提醒"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("保密内容查阅提醒")
        ordering = ["-day", "-count"]
        constraints = [models.UniqueConstraint(fields=["reader", "day"], name="one_alert_a_day")]

    def __str__(self) -> str:
        return f"{self.reader} {self.day} {self.count}"
