"""A lab's profile, row by row: people, equipment, papers, patents. All of it is public with the lab."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models.organization import Organization
from enterprises.validators import (
    validate_doi,
    validate_orcid,
    validate_patent_number,
    validate_plain_text,
)

_YEARS = [MinValueValidator(1900), MaxValueValidator(2100)]


class ProfileEntry(PublicRow):
    """One line of a profile; subclasses name what it is of."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("主体"))
    created = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        abstract = True


class Researcher(ProfileEntry):
    """Somebody of the lab who agreed to be named; how to reach them is a contact, not this."""

    name = models.CharField(_("姓名"), max_length=50, validators=[validate_plain_text])
    position = models.CharField(_("职称职务"), max_length=50, blank=True, validators=[validate_plain_text])
    field = models.CharField(_("研究方向"), max_length=200, blank=True, validators=[validate_plain_text])
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True, validators=[validate_orcid])
    leads = models.BooleanField(_("负责人"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("科研人员")
        ordering = ["-leads", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "orcid"],
                condition=~models.Q(orcid=""),
                name="researcher_once",
                violation_error_message=_("这个 ORCID 已经登记过。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Equipment(ProfileEntry):
    """An instrument or line, and whether others may use it."""

    name = models.CharField(_("名称"), max_length=100, validators=[validate_plain_text])
    model = models.CharField(_("型号"), max_length=100, blank=True, validators=[validate_plain_text])
    purpose = models.CharField(_("用途"), max_length=300, blank=True, validators=[validate_plain_text])
    year = models.PositiveSmallIntegerField(_("购置年份"), null=True, blank=True, validators=_YEARS)
    shared = models.BooleanField(_("对外开放"), default=False)
    terms = models.CharField(_("开放说明"), max_length=200, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("仪器设备")
        ordering = ["-shared", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Publication(ProfileEntry):
    """A paper, found by its DOI."""

    title = models.CharField(_("题名"), max_length=300, validators=[validate_plain_text])
    authors = models.CharField(_("作者"), max_length=300, blank=True, validators=[validate_plain_text])
    venue = models.CharField(_("发表处"), max_length=200, blank=True, validators=[validate_plain_text])
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True, validators=_YEARS)
    doi = models.CharField(_("DOI"), max_length=200, blank=True, validators=[validate_doi])

    class Meta:
        verbose_name = verbose_name_plural = _("论文")
        ordering = [models.F("year").desc(nulls_last=True), "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "doi"],
                condition=~models.Q(doi=""),
                name="publication_once",
                violation_error_message=_("这个 DOI 已经登记过。"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Patent(ProfileEntry):
    """A patent or application, by its number."""

    title = models.CharField(_("专利名称"), max_length=200, validators=[validate_plain_text])
    number = models.CharField(_("专利号"), max_length=20, validators=[validate_patent_number])
    inventors = models.CharField(_("发明人"), max_length=300, blank=True, validators=[validate_plain_text])
    ip_state = models.CharField(_("知识产权状态"), max_length=30, blank=True)
    granted_on = models.DateField(_("授权日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("专利")
        ordering = [models.F("granted_on").desc(nulls_last=True), "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"],
                name="patent_once",
                violation_error_message=_("这个专利号已经登记过。"),
            )
        ]

    def __str__(self) -> str:
        return self.number
