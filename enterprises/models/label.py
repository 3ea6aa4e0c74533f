"""称号: a recognised status of an organization, from its evidence to its last day."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kernel.models import Transition
from enterprises.models.document import Document
from enterprises.models.organization import Organization
from enterprises.states import LabelState


class OrganizationLabel(models.Model):
    """A recognised status (高新技术企业, 专精特新 …) that counts only while it is confirmed and valid."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="labels", verbose_name=_("主体")
    )
    code = models.CharField(_("称号"), max_length=30)
    valid_from = models.DateField(_("有效期自"), null=True, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)
    evidence = models.CharField(_("证书编号"), max_length=100, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("证明材料"),
    )
    state = models.CharField(
        _("核对状态"), max_length=20, choices=LabelState, default=LabelState.CONFIRMED, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("称号")
        ordering = ["organization", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code", "valid_from"],
                condition=~Q(state__in=[LabelState.REFUSED, LabelState.REVOKED]),
                name="label_once",
                nulls_distinct=False,
                violation_error_message=_("这个称号已经登记过。"),
            ),
            models.CheckConstraint(condition=Q(state__in=LabelState.values), name="label_state_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=models.F("valid_from")),
                name="label_ends_after_start",
                violation_error_message=_("有效期的结束不能早于开始。"),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ran_out(self) -> bool:
        """Was it confirmed, and is its last day over?"""
        over = self.valid_to is not None and self.valid_to < timezone.localdate()
        return self.state == LabelState.CONFIRMED and over

    def counts_on(self, day: dt.date) -> bool:
        """Is the label confirmed, and in force on `day`?"""
        return (
            self.state == LabelState.CONFIRMED
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


class LabelTransition(Transition):
    """One step of a label: claimed, confirmed, refused, revoked."""

    subject = models.ForeignKey(OrganizationLabel, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("称号核对记录")


def in_force(day: dt.date) -> Q:
    """Labels that count on `day`: the same as `counts_on`, for a query."""
    return (
        Q(state=LabelState.CONFIRMED)
        & (Q(valid_from=None) | Q(valid_from__lte=day))
        & (Q(valid_to=None) | Q(valid_to__gte=day))
    )
