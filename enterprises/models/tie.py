"""利益关系: what a person says ties them to an organization. Rows are never deleted: what was true then stays known."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.choices import TieKind
from enterprises.models.organization import Organization
from enterprises.validators import validate_plain_text


class TieQuerySet(models.QuerySet["DeclaredTie"]):
    def in_force(self, day: dt.date | None = None) -> "TieQuerySet":
        """Those that count on `day` (today): begun, not over, not taken back."""
        day = day or timezone.localdate()
        over = models.Q(until__isnull=False, until__lt=day)
        return self.filter(since__lte=day, withdrawn__isnull=True).exclude(over)


class DeclaredTie(PublicRow):
    """A tie somebody declared: to whom, of which kind, from when until when; taken back, it stays as a record."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties", verbose_name=_("人员")
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="ties", verbose_name=_("主体")
    )
    kind = models.CharField(_("关系"), max_length=20, choices=TieKind)
    since = models.DateField(_("自"), default=timezone.localdate)
    until = models.DateField(_("至"), null=True, blank=True, help_text=_("仍然存在的关系不填。"))
    note = models.CharField(_("说明"), max_length=500, blank=True, validators=[validate_plain_text])
    declared_by = models.CharField(_("申报人"), max_length=100, editable=False)
    declared = models.DateTimeField(_("申报时间"), db_default=Now(), editable=False)
    withdrawn = models.DateTimeField(_("撤回时间"), null=True, editable=False)
    withdrawn_by = models.CharField(_("撤回人"), max_length=100, blank=True, editable=False)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("利益关系申报")
        ordering = ["-declared", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="tie_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.UniqueConstraint(
                fields=["user", "organization", "kind"],
                condition=models.Q(withdrawn__isnull=True, until__isnull=True),
                name="tie_declared_once",
                violation_error_message=_("您已申报过这项关系。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_kind_display()}"

    @property
    def standing(self) -> bool:
        """Not taken back and not over."""
        return self.withdrawn is None and (self.until is None or self.until >= timezone.localdate())
