"""转化项目: what became of a signed contract, from laboratory to money received."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.models import Organization
from enterprises.validators import validate_plain_text
from projects.choices import Place
from projects.models.achievement import Achievement
from projects.models.listing import trl_field
from projects.models.need import Need
from projects.states import ProjectStage
from projects.validators import validate_registration_number


def money_field(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """An amount in CNY, to the cent, not negative."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], **options
    )


class TransferProject(PublicRow):
    """One contract and what came of it: parties, contract, stage. Its ledger, evidence and rewards are rows beside it.

    `revision` counts changes of the contract's facts: a confirmation holds for the revision it was given for.
    """

    number = models.CharField(_("项目编号"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("合同名称"), max_length=200, validators=[validate_plain_text])
    provider = models.ForeignKey(
        Organization, models.PROTECT, related_name="provided_projects", verbose_name=_("供给方")
    )
    receiver = models.ForeignKey(
        Organization, models.PROTECT, related_name="received_projects", verbose_name=_("承接方")
    )
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, null=True, related_name="+", verbose_name=_("成果")
    )
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+", verbose_name=_("需求"))
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("责任技术经理人"),
    )
    state = models.CharField(
        _("阶段"), max_length=20, choices=ProjectStage, default=ProjectStage.OPENED, editable=False
    )
    mode = models.CharField(_("转化方式"), max_length=30, blank=True)
    contract_type = models.CharField(_("合同类型"), max_length=30, blank=True)
    contract_number = models.CharField(
        _("合同编号"), max_length=50, blank=True, validators=[validate_plain_text]
    )
    registration_number = models.CharField(
        _("登记编号"),
        max_length=30,
        blank=True,
        validators=[validate_registration_number],
        help_text=_("技术合同认定登记后，由登记机构给出的编号。"),
    )
    signed_on = models.DateField(_("签订日期"))
    amount = money_field(_("合同成交额（元）"), null=True, blank=True)
    technical_amount = money_field(
        _("技术交易额（元）"),
        null=True,
        blank=True,
        help_text=_("成交额中扣除设备、材料等非技术性费用后的部分。"),
    )
    ip_disposition = models.CharField(
        _("知识产权归属"), max_length=300, blank=True, validators=[validate_plain_text]
    )
    industry = models.CharField(_("应用行业"), max_length=30, blank=True)
    tech_field = models.CharField(_("技术领域"), max_length=30, blank=True)
    place = models.CharField(_("落地地点"), max_length=10, choices=Place, blank=True)
    region = models.CharField(_("落地地区"), max_length=6, blank=True)
    trl_before = trl_field(_("签订时成熟度"))
    trl_after = trl_field(_("目前成熟度"))
    ownership = models.CharField(_("权属形式"), max_length=30, blank=True)
    pricing_method = models.CharField(_("定价方式"), max_length=30, blank=True)
    publicity_from = models.DateField(_("公示开始日期"), null=True, editable=False)
    publicity_where = models.CharField(_("公示地点"), max_length=200, editable=False, default="")
    story = models.TextField(_("转化故事"), max_length=5000, blank=True, validators=[validate_plain_text])
    revision = models.PositiveIntegerField(_("合同信息版本"), default=1, editable=False)
    opened = models.DateTimeField(_("立项时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("转化项目")
        ordering = ["-opened", "id"]
        indexes = [models.Index(fields=["signed_on"], name="project_signed")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ProjectStage.values), name="project_stage_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(provider=models.F("receiver")), name="project_has_two_parties"
            ),
            models.CheckConstraint(
                condition=models.Q(technical_amount__lte=models.F("amount")),
                name="technical_amount_within_amount",
                violation_error_message=_("技术交易额不能大于合同成交额。"),
            ),
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~models.Q(registration_number=""),
                name="contract_registered_once",
                violation_error_message=_("这个登记编号已经属于另一个项目，请核对。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def ended(self) -> bool:
        return self.state == ProjectStage.TERMINATED


class ProjectTransition(Transition):
    """One step of a transfer project."""

    subject = models.ForeignKey(TransferProject, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("转化项目流转记录")


class ProjectChange(models.Model):
    """What was changed in a project's record, from what to what, by whom: facts of the contract, plans taken back."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="changes", verbose_name=_("转化项目")
    )
    what = models.CharField(_("内容"), max_length=50)
    values = models.JSONField(_("由何改为何"), default=dict)
    revision = models.PositiveIntegerField(_("合同信息版本"))
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("转化项目变更记录")
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.what
