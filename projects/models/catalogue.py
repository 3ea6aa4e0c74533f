"""首台套目录与金融产品: what carries a finished technology over its first sale, kept by the administrators."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Organization
from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.models.listing import trl_field


class CatalogueRow(PublicRow):
    """A row that counts from one day to another; an empty day is no limit."""

    valid_from = models.DateField(_("有效期自"), null=True, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)
    source = models.CharField(
        _("来源"),
        max_length=300,
        validators=[validate_plain_text],
        help_text=_("文件名称与文号，或公布的网址。"),
    )

    class Meta:
        abstract = True


class FirstSetItem(CatalogueRow):
    """首台套条目: a product that a catalogue calls the first set, first batch or first version of its kind."""

    catalogue = models.CharField(_("目录"), max_length=120, validators=[validate_plain_text])
    kind = models.CharField(_("类别"), max_length=30)
    product = models.CharField(_("产品"), max_length=120, validators=[validate_plain_text])
    requirement = models.TextField(
        _("主要技术指标"), max_length=2000, blank=True, validators=[validate_plain_text]
    )
    industries = codes_field(_("行业"))

    class Meta:
        verbose_name = verbose_name_plural = _("首台套条目")
        ordering = ["catalogue", "product", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "product"],
                name="first_set_once",
                violation_error_message=_("这个目录里已经有这个产品。"),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="first_set_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.product


class FinanceProduct(CatalogueRow):
    """金融产品: which money an institution offers, from how much to how much, for a technology of which level."""

    institution = models.ForeignKey(
        Organization, models.PROTECT, related_name="finance_products", verbose_name=_("金融机构")
    )
    name = models.CharField(_("产品名称"), max_length=120, validators=[validate_plain_text])
    kind = models.CharField(_("产品类别"), max_length=30)
    amount_from = models.DecimalField(
        _("金额下限（元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    amount_to = models.DecimalField(
        _("金额上限（元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    rate = models.CharField(_("利率或费率"), max_length=200, blank=True, validators=[validate_plain_text])
    conditions = models.TextField(_("条件"), max_length=2000, blank=True, validators=[validate_plain_text])
    labels = codes_field(_("须有的称号（其一）"))
    regions = codes_field(_("服务地区"))
    trl_from = trl_field(_("起始成熟度"))
    trl_to = trl_field(_("最高成熟度"))

    class Meta:
        verbose_name = verbose_name_plural = _("金融产品")
        ordering = ["institution__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="finance_product_once",
                violation_error_message=_("这个机构已经有同名产品。"),
            ),
            models.CheckConstraint(
                condition=models.Q(amount_from__isnull=True)
                | models.Q(amount_to__isnull=True)
                | models.Q(amount_to__gte=models.F("amount_from")),
                name="finance_amounts_in_order",
                violation_error_message=_("金额上限不能低于下限。"),
            ),
            models.CheckConstraint(
                condition=models.Q(trl_from__isnull=True)
                | models.Q(trl_to__isnull=True)
                | models.Q(trl_to__gte=models.F("trl_from")),
                name="finance_levels_in_order",
                violation_error_message=_("最高成熟度不能低于起始成熟度。"),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="finance_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
