"""A wanted listing and an offered one that may fit, with the reasons; and what each side said."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Organization
from matchmaking.choices import Relation, Side, VerdictKind
from matchmaking.models.decision import Decision
from matchmaking.models.match_run import MatchRun
from matchmaking.states import MatchState
from projects.models import Listing


class Match(PublicRow):
    """A proposed pair. `parts` and `terms` are the engine's reasons as they were shown; revisions say for which texts.

    parts: [{code, value, weight, reason, detail}]; terms: [{term, share}], shares falling.

    `score`, `parts` and `terms` come from public cards alone, and both sides read them. What grades add stands apart,
    for the wanted side and staff: `learned_score` (empty when nothing was learned), `experience` (what it rests on),
    and `by_experience`: the words alone would not have brought this pair, so the offered side does not see it yet.
    """

    relation = models.CharField(_("关系"), max_length=30, choices=Relation, default=Relation.NEED_ACHIEVEMENT)
    wanted = models.ForeignKey(
        Listing, models.PROTECT, related_name="matches_as_wanted", verbose_name=_("需求")
    )
    offered = models.ForeignKey(
        Listing, models.PROTECT, related_name="matches_as_offered", verbose_name=_("成果")
    )
    score = models.FloatField(_("匹配度"), validators=[MinValueValidator(0), MaxValueValidator(1)])
    learned_score = models.FloatField(
        _("计入评级的匹配度"), null=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    invited = models.BooleanField(
        _("因邀请而来"),
        default=False,
        editable=False,
        help_text=_("由发布方的邀请促成：不计入任何统计，不用于学习。"),
    )
    by_experience = models.BooleanField(_("因评级而推荐"), default=False)
    experience = models.JSONField(_("评级的影响"), default=dict)
    ranking = models.GeneratedField(
        expression=Coalesce("learned_score", "score"),
        output_field=models.FloatField(),
        db_persist=True,
        verbose_name=_("排序依据"),
    )
    parts = models.JSONField(_("分项"), default=list)
    terms = models.JSONField(_("共同词语"), default=list)
    copies = ArrayField(
        models.UUIDField(),
        verbose_name=_("相同成果"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("同一主体内容完全相同的其他成果"),
    )
    model_version = models.CharField(_("模型版本"), max_length=80)
    wanted_revision = models.PositiveIntegerField(_("需求版本"))
    offered_revision = models.PositiveIntegerField(_("成果版本"))
    run = models.ForeignKey(
        MatchRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("匹配任务")
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=MatchState, default=MatchState.RECOMMENDED, editable=False
    )
    created = models.DateTimeField(_("推荐时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配")
        ordering = ["-score", "id"]
        indexes = [
            models.Index(fields=["wanted", "-score"], name="match_of_wanted"),
            models.Index(fields=["offered", "-score"], name="match_of_offered"),
            models.Index(fields=["state", "-score"], name="match_queue"),
            models.Index(fields=["wanted", "-ranking"], name="match_ranked"),
            GinIndex(fields=["copies"], name="match_of_copies", condition=~models.Q(copies=[])),
        ]
        constraints = [
            models.UniqueConstraint(fields=["wanted", "offered"], name="pair_once"),
            models.CheckConstraint(condition=models.Q(state__in=MatchState.values), name="match_state_known"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=1), name="match_score_in_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted.title} × {self.offered.title}"

    def side_of(self, organization_id: UUID) -> Side | None:
        """Which side the organization stands on, None when on neither."""
        if self.wanted.owner_id == organization_id:
            return Side.WANTED
        return Side.OFFERED if self.offered.owner_id == organization_id else None


class MatchTransition(Decision):
    """One step in the life of a match."""

    subject = models.ForeignKey(Match, models.PROTECT, related_name="transitions")

    class Meta(Decision.Meta):
        verbose_name = verbose_name_plural = _("匹配流转记录")


class StandingVerdicts(models.Manager["Verdict"]):
    """What counts: verdicts of the present round. Those of earlier ones are history, read through `Verdict.record`."""

    def get_queryset(self) -> models.QuerySet["Verdict"]:
        return super().get_queryset().filter(stands=True)


class Verdict(models.Model):
    """What one side said about a match; saying it again replaces it, the transition rows keep the history.

    A match that lapsed and is recommended again starts a new round: what was said before no longer `stands`.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="verdicts", verbose_name=_("匹配"))
    side = models.CharField(_("哪一方"), max_length=10, choices=Side)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("主体"))
    verdict = models.CharField(_("意见"), max_length=10, choices=VerdictKind)
    reasons = ArrayField(models.CharField(max_length=10), verbose_name=_("理由"), default=list, blank=True)
    note = models.TextField(_("说明"), max_length=2000, blank=True)
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now())
    stands = models.BooleanField(_("有效"), default=True, editable=False)

    objects = StandingVerdicts()
    record: "models.Manager[Verdict]" = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("双方意见")
        ordering = ["match", "side", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "side"], condition=models.Q(stands=True), name="verdict_of_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} · {self.get_verdict_display()}"
