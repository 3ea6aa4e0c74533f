"""只有发布方能看到的匹配: what an owner's own run found for a secret text. Tables that everyday work cannot read."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import SecretRow
from projects.models import Listing


class SecretRun(SecretRow):
    """The latest run of an owner for one listing, and how many published listings it passed over, and why."""

    listing = models.OneToOneField(Listing, models.CASCADE, primary_key=True, related_name="+")
    asked = models.DateTimeField(_("申请时间"), db_default=Now())
    by_label = models.CharField(_("操作方"), max_length=100)
    finished = models.DateTimeField(_("完成时间"), null=True)
    folded = models.PositiveIntegerField(_("并入相近信息的条数"), default=0)
    salads = models.PositiveIntegerField(_("关键词堆砌"), default=0)
    capped = models.PositiveIntegerField(_("同日发布过多"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("保密匹配任务")

    def __str__(self) -> str:
        return str(self.listing_id)


class SecretMatch(SecretRow):
    """A published listing that may fit a secret text. Only the owner of the text sees it; nothing else counts it.

    `variants`: published listings of the same owner that say nearly the same and stand behind this one.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    other = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    score = models.FloatField(_("匹配度"), validators=[MinValueValidator(0), MaxValueValidator(1)])
    parts = models.JSONField(_("分项"), default=list)
    terms = models.JSONField(_("共同词语"), default=list)
    variants = models.PositiveIntegerField(_("相近信息"), default=0)
    found = models.DateTimeField(_("匹配时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("保密匹配")
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint(fields=["listing", "other"], name="secret_pair_once")]

    def __str__(self) -> str:
        return f"{self.listing_id} × {self.other_id}"
