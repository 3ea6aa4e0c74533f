"""The parties: who posts, who offers, who decides; and the people to call."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.choices import OrganizationKind, OrganizationSize
from enterprises.states import PROFILE_STANDS, OrganizationState
from enterprises.validators import validate_credit_code, validate_plain_text


def codes_field(label: Any, *, length: int = 30) -> "ArrayField[Any, Any]":
    """A list of vocabulary codes; which scheme they are from is checked by the verb that writes them."""
    return ArrayField(models.CharField(max_length=length), verbose_name=label, default=list, blank=True)


class Organization(PublicRow):  # type: ignore[django-manager-missing]
    """An enterprise, university, lab, pilot base operator, scenario owner, intermediary, bank or government office."""

    kind = models.CharField(_("类别"), max_length=20, choices=OrganizationKind)
    name = models.CharField(_("名称"), max_length=100, unique=True, validators=[validate_plain_text])
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True, validators=[validate_plain_text])
    credit_code = models.CharField(
        _("统一社会信用代码"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
    )
    region = models.CharField(_("所在地"), max_length=6, blank=True)
    industries = codes_field(_("行业"))
    disciplines = codes_field(_("学科"))
    lab_tier = models.CharField(_("平台级别"), max_length=10, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("依托单位")
    )
    state_owned = models.BooleanField(_("国有"), default=False)
    size = models.CharField(_("规模"), max_length=10, choices=OrganizationSize, blank=True)
    introduction = models.TextField(_("简介"), blank=True, max_length=3000, validators=[validate_plain_text])
    website = models.URLField(_("网站"), blank=True)
    state = models.CharField(
        _("认证状态"),
        max_length=20,
        choices=OrganizationState,
        default=OrganizationState.UNVERIFIED,
        editable=False,
    )
    trusted = models.BooleanField(
        _("免审发布"), default=False, help_text=_("发布供需信息时不需要管理员逐条审核。")
    )
    created = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("主体")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OrganizationState.values), name="organization_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def verified(self) -> bool:
        return self.state == OrganizationState.VERIFIED

    @property
    def profile_stands(self) -> bool:
        """Has somebody verified what it says of itself, or is about to?"""
        return self.state in PROFILE_STANDS


class OrganizationTransition(Transition):
    """One step of an organization's verification."""

    subject = models.ForeignKey(Organization, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("主体认证记录")


class Contact(PublicRow):
    """A person to call. Visible to the other side only after a match is approved."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="contacts", verbose_name=_("主体")
    )
    name = models.CharField(_("姓名"), max_length=50, validators=[validate_plain_text])
    position = models.CharField(_("职务"), max_length=50, blank=True, validators=[validate_plain_text])
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_primary = models.BooleanField(_("首要联系人"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("联系人")
        ordering = ["-is_primary", "name"]
        indexes = [GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="contact_mail_domain")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="") | ~models.Q(email=""), name="contact_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name
