"""What one segment of the index holds for one block of wanted listings, until the block is complete."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matchmaking.models.match_run import MatchRun


class MatchPart(models.Model):
    """A checkpoint of a full match: kept while other segments of the block are searched, deleted with its merge.

    found: per wanted listing of the block the engine's [cosine, id, digest] triples; null where the worker could not
    use the run's index, and the block is then searched whole.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="parts", verbose_name=_("匹配任务"))
    block = models.PositiveIntegerField(_("需求块"))
    segment = models.PositiveSmallIntegerField(_("索引段"))
    found = models.JSONField(_("候选"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配片段")
        constraints = [models.UniqueConstraint(fields=["run", "block", "segment"], name="part_of_block_once")]

    def __str__(self) -> str:
        return f"{self.block}/{self.segment}"
