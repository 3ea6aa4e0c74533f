"""The ledger of a transfer project: what was agreed to be paid, and what has come in."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.validators import validate_plain_text
from projects.choices import FundingKind, FundingTerms
from projects.models.evidence import Evidence
from projects.models.project_part import ProjectPart
from projects.models.transfer_project import TransferProject, money_field


class Payment(ProjectPart):
    """付款计划: one instalment of the contract."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="payments", verbose_name=_("转化项目")
    )
    due_on = models.DateField(_("应付日期"))
    amount = money_field(_("金额（元）"))
    condition = models.CharField(_("付款条件"), max_length=200, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("付款计划")
        ordering = ["due_on", "at", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_is_something")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"


class Receipt(ProjectPart):
    """到账: money that has come in. One entered by mistake is voided with a reason, never deleted."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="receipts", verbose_name=_("转化项目")
    )
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receipts",
        verbose_name=_("对应付款计划"),
    )
    voucher = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("凭证")
    )
    received_on = models.DateField(_("到账日期"))
    amount = money_field(_("金额（元）"))
    note = models.CharField(_("说明"), max_length=200, blank=True, validators=[validate_plain_text])
    voided_at = models.DateTimeField(_("作废时间"), null=True, editable=False)
    voided_by = models.CharField(_("作废人"), max_length=100, editable=False, default="")
    void_reason = models.CharField(_("作废原因"), max_length=200, editable=False, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("到账")
        ordering = ["received_on", "at", "id"]
        indexes = [models.Index(fields=["received_on"], name="receipt_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="receipt_is_something"),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True) | ~models.Q(void_reason=""),
                name="receipt_voided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.amount}"

    @property
    def counts(self) -> bool:
        return self.voided_at is None


class FundingSource(ProjectPart):
    """资金来源: money that carries a project beside what the contract pays."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="funding", verbose_name=_("转化项目")
    )
    kind = models.CharField(_("资金性质"), max_length=20, choices=FundingKind)
    terms = models.CharField(_("支持方式"), max_length=20, choices=FundingTerms)
    name = models.CharField(_("来源名称"), max_length=100, validators=[validate_plain_text])
    year = models.PositiveSmallIntegerField(_("年度"), validators=[MinValueValidator(2000)])
    amount = money_field(_("金额（元）"))

    class Meta:
        verbose_name = verbose_name_plural = _("资金来源")
        ordering = ["year", "kind", "at", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="funding_is_something")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
