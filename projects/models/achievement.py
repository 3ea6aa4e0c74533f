"""科技成果: what a lab has that somebody could use."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.models.listing import Listing


class Achievement(Listing):
    """A result of research. `trl` is the level reached; `advantages` and `economics` are what buyers ask for first."""

    form = models.CharField(_("成果形式"), max_length=30, blank=True)
    nature = models.CharField(_("创新性质"), max_length=30, blank=True)
    stage = models.CharField(_("所处阶段"), max_length=30, blank=True)
    level = models.CharField(_("评价水平"), max_length=30, blank=True)
    ip_kinds = codes_field(_("知识产权类型"))
    ip_state = models.CharField(_("知识产权状态"), max_length=30, blank=True)
    patents = codes_field(_("专利号"), length=40)
    ownership = models.CharField(_("权属"), max_length=30, blank=True)
    pricing_method = models.CharField(_("定价方式"), max_length=30, blank=True)
    payment_modes = codes_field(_("付款方式"))
    asking_price = models.DecimalField(
        _("意向价格（元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    advantages = models.TextField(
        _("相对现有技术的优势"), max_length=2000, blank=True, validators=[validate_plain_text]
    )
    economics = models.TextField(_("经济性"), max_length=2000, blank=True, validators=[validate_plain_text])
    team = models.TextField(_("团队"), max_length=2000, blank=True, validators=[validate_plain_text])
    separate_ledger = models.BooleanField(_("单列管理"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("成果")
