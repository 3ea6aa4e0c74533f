"""成果评价: what several reviewers say of one achievement, in four dimensions with evidence. Never one number."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.validators import validate_plain_text
from projects.choices import Dimension
from projects.models.achievement import Achievement
from projects.states import EvaluationState, OpinionState

HIGHEST = 10
DIMENSIONS: tuple[str, ...] = tuple(Dimension.values)


def _points(label: Any) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(label, null=True, validators=[MaxValueValidator(HIGHEST)])


def _evidence(label: Any) -> "models.TextField[str, str]":
    return models.TextField(label, max_length=2000, blank=True, validators=[validate_plain_text])


class Evaluation(PublicRow):
    """One round about one achievement. It closes by itself with the last opinion; its owner then reads it first."""

    number = models.CharField(_("评价编号"), max_length=20, unique=True, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="+", verbose_name=_("成果"))
    question = models.TextField(_("评价说明"), max_length=2000, blank=True, validators=[validate_plain_text])
    state = models.CharField(
        _("状态"), max_length=20, choices=EvaluationState, default=EvaluationState.OPEN, editable=False
    )
    opened = models.DateTimeField(_("发起时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("成果评价")
        ordering = ["-opened", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=EvaluationState.values), name="evaluation_state_known"
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=models.Q(state=EvaluationState.OPEN),
                name="one_open_evaluation",
                violation_error_message=_("这项成果已有一轮评价正在进行。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EvaluationTransition(Transition):
    """One step of an evaluation."""

    subject = models.ForeignKey(Evaluation, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("成果评价流转记录")


class Opinion(PublicRow):
    """评价意见: one reviewer's points (0 to 10) in each dimension, each with the evidence it rests on."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="+", verbose_name=_("成果评价"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("评价人")
    )
    capability = _points(_("能力"))
    capability_evidence = _evidence(_("能力的依据"))
    quality = _points(_("质量"))
    quality_evidence = _evidence(_("质量的依据"))
    effect = _points(_("实效"))
    effect_evidence = _evidence(_("实效的依据"))
    contribution = _points(_("贡献"))
    contribution_evidence = _evidence(_("贡献的依据"))
    state = models.CharField(
        _("状态"), max_length=20, choices=OpinionState, default=OpinionState.ASKED, editable=False
    )
    asked = models.DateTimeField(_("邀请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("评价意见")
        ordering = ["asked", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OpinionState.values), name="opinion_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OpinionState.GIVEN)
                | models.Q(**{f"{name}__isnull": False for name in DIMENSIONS}),
                name="given_opinion_is_whole",
            ),
            models.UniqueConstraint(fields=["evaluation", "reviewer"], name="one_opinion_each"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} · {self.get_state_display()}"


class OpinionTransition(Transition):
    """An opinion given or declined."""

    subject = models.ForeignKey(Opinion, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("评价意见流转记录")
