"""创新联合体: a lead enterprise's need cut into sub-topics, who was asked to join, who does what for which share."""

from decimal import Decimal

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.models import Organization
from enterprises.validators import validate_plain_text
from projects.models.achievement import Achievement
from projects.models.listing import trl_field
from projects.models.need import Need
from projects.states import LIVE_CONSORTIA, LIVE_MEMBERS, ConsortiumState, MemberState


class Consortium(PublicRow):
    """One team for one need. `plan` counts the divisions of work that were written; the last one is in force.

    It goes up, too, when somebody is invited or leaves: what was divided among others holds no more.
    """

    number = models.CharField(_("联合体编号"), max_length=20, unique=True, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="+", verbose_name=_("需求"))
    lead = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", editable=False, verbose_name=_("牵头企业")
    )
    title = models.CharField(_("名称"), max_length=120, validators=[validate_plain_text])
    summary = models.TextField(
        _("总体任务"),
        max_length=2000,
        validators=[validate_plain_text],
        help_text=_("受邀的单位会看到。请勿写入未公开的技术秘密。"),
    )
    plan = models.PositiveIntegerField(_("分工版本"), default=0, editable=False)
    state = models.CharField(
        _("状态"), max_length=20, choices=ConsortiumState, default=ConsortiumState.FORMING, editable=False
    )
    opened = models.DateTimeField(_("发起时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("创新联合体")
        ordering = ["-opened", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ConsortiumState.values), name="consortium_state_known"
            ),
            models.UniqueConstraint(
                fields=["need"],
                condition=models.Q(state__in=sorted(LIVE_CONSORTIA)),
                name="one_live_consortium",
                violation_error_message=_("这个需求已有一个创新联合体。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ConsortiumTransition(Transition):
    """One step of a consortium."""

    subject = models.ForeignKey(Consortium, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("创新联合体流转记录")


class SubTopic(PublicRow):
    """子课题: one part of the need, in words that are compared with published cards."""

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="+", verbose_name=_("创新联合体"))
    position = models.PositiveSmallIntegerField(_("顺序"), default=0, editable=False)
    title = models.CharField(_("子课题"), max_length=120, validators=[validate_plain_text])
    words = models.TextField(
        _("要解决什么"),
        max_length=1000,
        validators=[validate_plain_text],
        help_text=_("用这些词与公开的成果名片比较；受邀的单位会看到。"),
    )
    industry = models.CharField(_("行业"), max_length=30, blank=True)
    trl_wanted = trl_field(_("期望的技术成熟度"))

    class Meta:
        verbose_name = verbose_name_plural = _("子课题")
        ordering = ["consortium", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consortium", "position"], name="sub_topic_in_its_place")
        ]

    def __str__(self) -> str:
        return self.title


class Member(PublicRow):
    """联合体成员: an organization that was asked to take part, by which card and for which sub-topics; the lead
    itself, without a card. What the invitation says is what stands here: no score."""

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="+", verbose_name=_("创新联合体"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("成员单位")
    )
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, null=True, related_name="+", verbose_name=_("成果名片")
    )
    topics = models.ManyToManyField(SubTopic, related_name="+", verbose_name=_("子课题"))
    state = models.CharField(
        _("状态"), max_length=20, choices=MemberState, default=MemberState.INVITED, editable=False
    )
    invited = models.DateTimeField(_("邀请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("联合体成员")
        ordering = ["-invited", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MemberState.values), name="member_state_known"
            ),
            models.UniqueConstraint(
                fields=["consortium", "organization"],
                condition=models.Q(state__in=sorted(LIVE_MEMBERS)),
                name="one_live_membership",
                violation_error_message=_("这个单位已在联合体中，或已被邀请。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class MemberTransition(Transition):
    """An invitation answered or taken back, a member gone."""

    subject = models.ForeignKey(Member, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("联合体成员流转记录")


class Task(models.Model):
    """任务: what one member does, and its share in percent. Rows of an earlier plan stay as they were agreed or not."""

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="+", verbose_name=_("创新联合体"))
    plan = models.PositiveIntegerField(_("分工版本"), editable=False)
    position = models.PositiveSmallIntegerField(_("顺序"), editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("成员单位"))
    topic = models.ForeignKey(
        SubTopic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("子课题")
    )
    title = models.CharField(_("任务"), max_length=200, validators=[validate_plain_text])
    deliverable = models.CharField(_("交付物"), max_length=200, blank=True, validators=[validate_plain_text])
    due_on = models.DateField(_("完成日期"), null=True, blank=True)
    share = models.DecimalField(
        _("份额（%）"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )

    class Meta:
        verbose_name = verbose_name_plural = _("联合体任务")
        ordering = ["consortium", "plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consortium", "plan", "position"], name="task_in_its_place"),
            models.CheckConstraint(
                condition=models.Q(share__gt=0) & models.Q(share__lte=100), name="task_share_in_percent"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title


class PlanConfirmation(models.Model):
    """A member has said yes to one division of work. Rows are only added."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("成员单位"))
    plan = models.PositiveIntegerField(_("分工版本"))
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("分工确认")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["member", "plan"], name="plan_confirmed_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.member} · {self.plan}"
