"""应用场景: a real place that lets new technology prove itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.validators import validate_plain_text
from projects.models.listing import Listing


class Scenario(Listing):
    """An opportunity somebody opens (机会清单) or a capability somebody supplies (能力清单)."""

    list_kind = models.CharField(_("清单类别"), max_length=30, blank=True)
    aspect = models.CharField(_("场景方向"), max_length=30, blank=True)
    size = models.CharField(_("场景规模"), max_length=30, blank=True)
    entry_conditions = models.TextField(
        _("进入条件"), max_length=3000, blank=True, validators=[validate_plain_text]
    )
    data_offered = models.TextField(
        _("开放数据"), max_length=3000, blank=True, validators=[validate_plain_text]
    )
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("名额"), null=True, blank=True)
    funding = models.CharField(_("资金支持"), max_length=200, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("应用场景")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="scenario_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            )
        ]
