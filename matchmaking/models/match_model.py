"""The matching model in force: which statistics every process scores with."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow


class MatchModel(PublicRow):
    """A fitted model. Its files stand in the default storage under `folder`, so that every host loads the same.

    The version names all three: statistics, learned weights and calibration, so that one version is one behaviour.
    """

    version = models.CharField(_("模型版本"), max_length=80, unique=True)
    folder = models.CharField(_("目录"), max_length=200)
    documents = models.PositiveIntegerField(_("统计的成果数"))
    calibration = models.JSONField(
        _("概率校准"), null=True, blank=True, help_text=_("空为出厂校准，否则由评级拟合")
    )
    ranker = models.JSONField(_("学习的排序权重"), null=True, blank=True, help_text=_("空为固定权重"))
    current = models.BooleanField(_("使用中"), default=False)
    in_force_since = models.DateTimeField(_("启用时间"), null=True, editable=False)
    held = models.BooleanField(
        _("锁定"), default=False, help_text=_("回退到的模型：自动更新不替换，人工重新匹配时解除")
    )
    created = models.DateTimeField(_("生成时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配模型")
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["current"], condition=models.Q(current=True), name="one_model_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.version
