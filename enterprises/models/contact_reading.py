"""Who of the staff was shown somebody's telephone number and e-mail."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models.organization import Contact


class ContactReading(models.Model):
    """A member of the staff was shown a contact's telephone number and e-mail: who, whose, when, on what basis.

    One row a day for each basis. It goes with the contact, as its person may ask.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="readings", verbose_name=_("联系人"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("查阅人")
    )
    by_label = models.CharField(_("查阅人姓名"), max_length=100)
    day = models.DateField(_("日期"), default=timezone.localdate)
    basis = models.CharField(_("依据"), max_length=200)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("联系方式查阅记录")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "reader", "day", "basis"], name="contact_read_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_label} {self.day}"
