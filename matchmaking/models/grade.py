"""评级: how well an offer fits a need, as a person judged it. What experts and owners teach the matching."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from pgtrigger import Delete, Protect, ReadOnly

from matchmaking.choices import GradeLevel, Grader
from projects.models import Listing


class Grade(models.Model):
    """One graded decision. Grading again adds a row; of each pair and grader exactly one row stands.

    The last five columns are what the grader had before them, so that every figure can be made again from what was
    shown, and not from what the grade itself later changed.
    """

    wanted = models.ForeignKey(
        Listing, models.PROTECT, related_name="grades_as_wanted", verbose_name=_("需求")
    )
    offered = models.ForeignKey(
        Listing, models.PROTECT, related_name="grades_as_offered", verbose_name=_("成果")
    )
    grader = models.CharField(_("评级人身份"), max_length=10, choices=Grader)
    level = models.PositiveSmallIntegerField(_("评级"), choices=GradeLevel)
    note = models.TextField(_("说明"), blank=True, max_length=500)
    stands = models.BooleanField(_("有效"), default=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)
    wanted_revision = models.PositiveIntegerField(_("需求版本"))
    offered_revision = models.PositiveIntegerField(_("成果版本"))
    model_version = models.CharField(_("模型版本"), max_length=80)
    score = models.FloatField(_("当时的匹配度"))
    rank = models.PositiveIntegerField(_("当时的名次"))
    similarity = models.FloatField(_("文字相似度"), help_text=_("只按公开内容计算，不含以往评级的影响"))
    probability = models.FloatField(_("当时的相关概率"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("评级")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["offered"], name="grade_of_offered", condition=models.Q(stands=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["wanted", "offered", "grader"],
                condition=models.Q(stands=True),
                name="one_standing_grade",
            ),
            models.CheckConstraint(condition=models.Q(level__in=GradeLevel.values), name="grade_level_known"),
        ]
        triggers = [
            ReadOnly(name="only_stands_changes", exclude=["stands"]),
            Protect(name="never_deleted", operation=Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_grader_display()} · {self.get_level_display()}"
