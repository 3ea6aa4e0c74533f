"""Vocabularies as rows: several of the field's code lists change with a ministry's notice, not with a release."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One code of one scheme (region, industry, discipline, coop_mode …), valid from day to day."""

    scheme = models.CharField(_("词表"), max_length=30)
    code = models.CharField(_("代码"), max_length=30)
    zh = models.CharField(_("中文"), max_length=100)
    en = models.CharField(_("英文"), max_length=150)
    valid_from = models.DateField(_("生效日"), null=True, blank=True)
    valid_to = models.DateField(_("失效日"), null=True, blank=True)
    parent = models.CharField(_("上级代码"), max_length=30, blank=True)
    position = models.PositiveIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("词表条目")
        ordering = ["scheme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="term_once_in_scheme")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the active language."""
        return self.en if (get_language() or "").startswith("en") else self.zh
