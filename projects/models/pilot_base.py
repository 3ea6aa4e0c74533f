"""中试基地: where a laboratory result is tried at scale."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.models.listing import Listing, trl_field


class PilotBase(Listing):
    """A service offer of a pilot base: which of the five services, in which domain, lifting from which TRL to which.

    A proof-of-concept centre (概念验证中心) is one whose `base_kind` says so.
    """

    base_kind = models.CharField(_("基地类型"), max_length=30, blank=True)
    services = codes_field(_("中试服务"))
    domain = models.CharField(_("领域"), max_length=30, blank=True)
    equipment = models.TextField(_("主要设备"), max_length=3000, blank=True, validators=[validate_plain_text])
    capacity = models.CharField(_("服务能力"), max_length=200, blank=True, validators=[validate_plain_text])
    trl_from = trl_field(_("起始成熟度"))
    trl_to = trl_field(_("达到成熟度"))
    price_note = models.CharField(_("收费说明"), max_length=200, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("中试基地")
