"""技术需求: what an enterprise wants solved, in numbers where it can."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models.organization import codes_field
from enterprises.validators import validate_plain_text
from projects.models.listing import Listing, trl_field


class Need(Listing):
    """A problem of an enterprise. `trl` is what it has now, `trl_wanted` the least level a solution must have."""

    need_type = models.CharField(_("需求类型"), max_length=30, blank=True)
    effects = codes_field(_("期望效果"))
    urgency = models.CharField(_("紧迫程度"), max_length=30, blank=True)
    budget_band = models.CharField(_("预算区间"), max_length=30, blank=True)
    organise = models.CharField(_("组织方式"), max_length=30, blank=True)
    trl_wanted = trl_field(_("期望成熟度（至少）"))
    current_situation = models.TextField(
        _("现有基础"), max_length=5000, blank=True, validators=[validate_plain_text]
    )

    class Meta:
        verbose_name = verbose_name_plural = _("需求")


class NeedTarget(models.Model):
    """One quantified target (量化指标): from what, to what, in which unit, shown by which test."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="targets", verbose_name=_("需求"))
    indicator = models.CharField(_("指标"), max_length=100, validators=[validate_plain_text])
    current_value = models.CharField(_("现值"), max_length=50, blank=True, validators=[validate_plain_text])
    target_value = models.CharField(_("目标值"), max_length=50, validators=[validate_plain_text])
    unit = models.CharField(_("单位"), max_length=30, blank=True, validators=[validate_plain_text])
    test_method = models.CharField(
        _("检验方法"), max_length=200, blank=True, validators=[validate_plain_text]
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("量化指标")
        ordering = ["need", "position", "id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.current_value} → {self.target_value} {self.unit}".strip()
