"""What a transfer project can show: files, measured effects, the word of both sides, and what was found later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models import Document
from enterprises.validators import validate_plain_text
from projects.choices import EvidenceKind, ProjectSide
from projects.models.project_part import ProjectPart
from projects.models.transfer_project import TransferProject, money_field


class Evidence(ProjectPart):
    """证明材料: a file, and what it shows."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="evidence", verbose_name=_("转化项目")
    )
    kind = models.CharField(_("材料类型"), max_length=20, choices=EvidenceKind)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+", verbose_name=_("文件"))

    class Meta:
        verbose_name = verbose_name_plural = _("证明材料")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document}"


class Effect(ProjectPart):
    """成效: one figure as it was before and as it is now."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="effects", verbose_name=_("转化项目")
    )
    indicator = models.CharField(_("指标"), max_length=100, validators=[validate_plain_text])
    unit = models.CharField(_("单位"), max_length=30, validators=[validate_plain_text])
    before = models.DecimalField(_("转化前"), max_digits=16, decimal_places=4)
    after = models.DecimalField(_("转化后"), max_digits=16, decimal_places=4)
    measured_on = models.DateField(_("测定日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("成效")
        ordering = ["measured_on", "at", "id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.before} → {self.after} {self.unit}"


class Confirmation(ProjectPart):
    """确认: one side says that the record is true, as it stood in a revision, and whether others may read of it."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="confirmations", verbose_name=_("转化项目")
    )
    side = models.CharField(_("哪一方"), max_length=10, choices=ProjectSide)
    revision = models.PositiveIntegerField(_("合同信息版本"))
    consents = models.BooleanField(_("同意公开转化案例"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("双方确认")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "side", "revision"], name="confirmed_once")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} v{self.revision}"


class FollowUp(ProjectPart):
    """跟踪回访: due some months after signing; what was found is filled in when it is done."""

    project = models.ForeignKey(
        TransferProject, models.PROTECT, related_name="follow_ups", verbose_name=_("转化项目")
    )
    months = models.PositiveSmallIntegerField(_("签订后（月）"))
    due_on = models.DateField(_("应回访日期"))
    done_on = models.DateField(_("回访日期"), null=True, blank=True)
    output_value = money_field(_("新增产值（元）"), null=True, blank=True)
    profit = models.DecimalField(_("新增利润（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    tax = money_field(_("新增税收（元）"), null=True, blank=True)
    jobs = models.PositiveIntegerField(_("新增就业（人）"), null=True, blank=True)
    note = models.TextField(_("回访情况"), max_length=2000, blank=True, validators=[validate_plain_text])

    class Meta:
        verbose_name = verbose_name_plural = _("跟踪回访")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], name="follow_up_due", condition=models.Q(done_on__isnull=True))
        ]
        constraints = [models.UniqueConstraint(fields=["project", "months"], name="followed_up_once")]

    def __str__(self) -> str:
        return f"{self.project_id} +{self.months}"
