"""A listing's words as they stood when somebody decided on them. Rows are only added."""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from projects.choices import Disclosure
from projects.models.listing import Listing


class ListingVersion(models.Model):
    """One revision, kept at the first decision on it: its card and its details apart, each with its own checksum, for
    not everybody who reads the one reads the other. Never holds secret text."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="versions", verbose_name=_("供需信息"))
    revision = models.PositiveIntegerField(_("版本"))
    disclosure = models.CharField(_("当时的披露级别"), max_length=10, choices=Disclosure)
    on_show = models.BooleanField(_("当时对外展示"))
    card = models.JSONField(_("名片"), encoder=DjangoJSONEncoder)
    details = models.JSONField(_("详细内容"), encoder=DjangoJSONEncoder)
    card_sha256 = models.CharField(_("名片 SHA-256"), max_length=64)
    details_sha256 = models.CharField(_("详细内容 SHA-256"), max_length=64)
    kept = models.DateTimeField(_("留存时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("供需信息留存版本")
        ordering = ["listing", "revision"]
        constraints = [models.UniqueConstraint(fields=["listing", "revision"], name="version_kept_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.listing.number} v{self.revision}"
