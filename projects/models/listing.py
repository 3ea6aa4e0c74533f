"""What every kind of listing shares; title, words, codes, disclosure and state exist once."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.models import Contact, Organization
from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.choices import Disclosure, ListingKind
from projects.states import ListingState


def trl_field(label: Any) -> "models.PositiveSmallIntegerField[Any, Any]":
    """A technology readiness level 1–13 of the scheme named beside it."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(13)]
    )


class Listing(PublicRow):
    """供需信息: the public card of what somebody wants or offers. Secret text stands apart (models/secret.py)."""

    kind = models.CharField(_("类型"), max_length=20, choices=ListingKind, editable=False)
    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    owner = models.ForeignKey(
        Organization, models.PROTECT, related_name="listings", verbose_name=_("发布主体")
    )
    external_id = models.CharField(
        _("来源编号"), max_length=100, blank=True, help_text=_("导入或接口来源系统中的编号。")
    )
    title = models.CharField(
        _("标题"),
        max_length=120,
        validators=[validate_plain_text],
        help_text=_("一句话说清是什么。"),
    )
    summary = models.TextField(
        _("摘要"),
        max_length=500,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("所有能看到本条信息的人都能看到。"),
    )
    description = models.TextField(
        _("详细说明"),
        max_length=20000,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("按披露级别显示。"),
    )
    keywords = codes_field(_("关键词"), length=40)
    industries = codes_field(_("行业"))
    disciplines = codes_field(_("学科"))
    region = models.CharField(_("所在地"), max_length=6, blank=True)
    trl = trl_field(_("技术成熟度"))
    trl_scheme = models.CharField(_("成熟度标准"), max_length=20, default="trl13")
    modes = codes_field(_("合作方式"))
    disclosure = models.CharField(_("披露级别"), max_length=10, choices=Disclosure, default=Disclosure.PUBLIC)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("联系人")
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=ListingState, default=ListingState.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, editable=False)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    card_changed = models.DateTimeField(_("名片更新时间"), db_default=Now(), editable=False)
    search_text = models.TextField(editable=False, default="")
    created_by = models.ForeignKey(
        "enterprises.User",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("创建人"),
    )
    created = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("供需信息")
        ordering = ["-published_at", "id"]
        indexes = [
            models.Index(fields=["kind", "state", "-published_at"], name="listing_list"),
            models.Index(fields=["card_changed"], name="listing_changed"),
            models.Index(fields=["expires_on"], name="listing_expiry", condition=models.Q(state="published")),
            # `icontains` compares in capitals, so the index holds capitals; words of one or two characters scan
            GinIndex(OpClass(Upper("search_text"), name="gin_trgm_ops"), name="listing_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ListingState.values), name="listing_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ListingKind.values), name="listing_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
                name="published_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "external_id"],
                condition=~models.Q(external_id=""),
                name="listing_imported_once",
                violation_error_message=_("这个来源编号已经用过：请修改原来的那条，或换一个编号。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def details_are_open(self) -> bool:
        """May everybody who sees the card read the details too?"""
        return self.disclosure in {Disclosure.PUBLIC, Disclosure.MEMBERS}


class ListingTransition(Transition):
    """One step in the life of a listing."""

    subject = models.ForeignKey(Listing, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("供需信息流转记录")


class DisclosureGrant(models.Model):
    """An organization may read a listing's details from now on: who, on what basis, granted by whom."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="grants")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    level = models.CharField(_("披露级别"), max_length=10, choices=Disclosure)
    basis = models.CharField(_("依据"), max_length=200)
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("披露记录")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "organization", "level"], name="granted_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_level_display()}"
