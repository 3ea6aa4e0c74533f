"""One computation of matches: for a listing that changed, or for the whole market."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from matchmaking.models.market_index import MarketIndex
from matchmaking.states import RunState
from projects.models import Listing


class MatchRun(PublicRow):
    """What was matched, with which model, on which market; `done` of `total` wanted listings so far.

    A full match of a market in several segments takes several steps per block of wanted listings, and counts them.
    """

    listing = models.ForeignKey(
        Listing, models.CASCADE, null=True, blank=True, related_name="match_runs", verbose_name=_("供需信息")
    )
    state = models.CharField(_("状态"), max_length=10, choices=RunState, default=RunState.RUNNING)
    model_version = models.CharField(_("模型版本"), max_length=80, blank=True)
    market_fingerprint = models.CharField(_("市场指纹"), max_length=64, blank=True)
    total = models.PositiveIntegerField(_("应匹配条数"), default=0)
    done = models.PositiveIntegerField(_("已匹配条数"), default=0)
    matches = models.PositiveIntegerField(_("匹配数"), default=0)
    index = models.ForeignKey(
        MarketIndex, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("匹配索引")
    )
    steps = models.PositiveIntegerField(_("步骤数"), default=0)
    steps_done = models.PositiveIntegerField(_("已完成步骤"), default=0)
    started = models.DateTimeField(_("开始时间"), db_default=Now(), editable=False)
    finished = models.DateTimeField(_("完成时间"), null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配任务")
        ordering = ["-started"]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="run_within_total")
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.done}/{self.total}"
