"""能力: what a lab can do for others where no achievement exists yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.models.listing import Listing


class Capability(Listing):
    """What a lab or university can take on: which services, with what, and what it has done of the kind.

    `trl` is the level to which work of this kind is brought there.
    """

    work_kinds = codes_field(_("能力类型"))
    equipment = models.TextField(_("主要设备"), max_length=3000, blank=True, validators=[validate_plain_text])
    track_record = models.TextField(
        _("做过的同类工作"), max_length=3000, blank=True, validators=[validate_plain_text]
    )
    accreditation = models.CharField(_("资质"), max_length=200, blank=True, validators=[validate_plain_text])
    capacity = models.CharField(_("服务能力"), max_length=200, blank=True, validators=[validate_plain_text])
    lead_time = models.CharField(_("起步周期"), max_length=100, blank=True, validators=[validate_plain_text])
    price_note = models.CharField(_("收费说明"), max_length=200, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("能力")
