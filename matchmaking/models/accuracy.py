"""Published accuracy: one row per figure, so that the page reads and never computes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matchmaking.choices import Measure


class AccuracyFigure(models.Model):
    """One measure of one generation of the model in one industry section. Empty `value`: too little to publish.

    `detail`: for the calibration [{low, high, shown, found, pairs}], for declines [{code, share}].
    """

    generation = models.CharField(_("模型"), max_length=40, blank=True, help_text=_("空为全部模型"))
    section = models.CharField(_("行业门类"), max_length=1, blank=True, help_text=_("空为全部行业"))
    measure = models.CharField(_("指标"), max_length=20, choices=Measure)
    value = models.FloatField(_("数值"), null=True)
    lower = models.FloatField(_("区间下限"), null=True)
    upper = models.FloatField(_("区间上限"), null=True)
    needs = models.PositiveIntegerField(_("需求数"), null=True)
    pairs = models.PositiveIntegerField(_("配对数"), null=True)
    organizations = models.PositiveIntegerField(_("主体数"), null=True)
    detail = models.JSONField(_("明细"), default=list)
    computed = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("准确度指标")
        ordering = ["generation", "section", "measure"]
        constraints = [
            models.UniqueConstraint(fields=["generation", "section", "measure"], name="one_figure_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.generation or '*'} · {self.section or '*'} · {self.get_measure_display()}"
