"""The published index of the market: immutable files in the default storage, mapped by every worker of a machine."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow


class MarketIndex(PublicRow):
    """Both sides of the market at one moment, as vectors of one set of statistics.

    The row is what makes files an index: it names every one with its length and checksum, and is written after them.
    What changed after `moment` each process adds for itself. Models that share statistics share the index.
    """

    statistics = models.CharField(_("统计版本"), max_length=80)
    folder = models.CharField(_("目录"), max_length=200, unique=True)
    files = models.JSONField(_("文件"), default=list, help_text=_("路径、字节数与 sha256"))
    segments = models.JSONField(_("分段数"), default=dict, help_text=_("需求与供给各分几段"))
    cards = models.PositiveIntegerField(_("供需信息数"))
    revisions = models.PositiveBigIntegerField(_("版本号之和"), help_text=_("与数据库核对之用"))
    fingerprint = models.CharField(_("市场指纹"), max_length=64)
    moment = models.DateTimeField(_("截至时间"))
    current = models.BooleanField(_("使用中"), default=False)
    created = models.DateTimeField(_("生成时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配索引")
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["current"], condition=models.Q(current=True), name="one_index_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.folder

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(file["bytes"] for file in self.files)
