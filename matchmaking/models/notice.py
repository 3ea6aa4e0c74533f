"""通知: what a clock, or somebody's act, has told whom. One row per event and reader's organization, or the one
person it is for; who has read how far is theirs."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Organization
from matchmaking.choices import NOTICE_KINDS
from matchmaking.models.docking import Docking
from matchmaking.models.match import Match
from projects.models import Application, Bid, Booking, Evaluation, Member

THINGS = ("match", "member", "bid", "booking", "application", "evaluation")  # a notice is about one of these


def _of_one(thing: str) -> models.Q:
    return models.Q(**{f"{each}__isnull": each != thing for each in THINGS})


class Notice(PublicRow):
    """One thing that was told once: to an organization, to one person (`user`), or, where both are empty, to
    administrators and brokers. It is about a match (or its docking), a membership of a consortium, a bid for a
    challenge, a booking, an application, or an evaluation.

    `about` is the moment that started the clock: the same event is told again when it happens again, and never twice
    for one. The words of a notice are made when it is read, from what its reader may see of the match by then.
    """

    kind = models.CharField(_("类型"), max_length=20, choices=NOTICE_KINDS)
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="+", verbose_name=_("接收主体")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        db_index=False,  # notice_list_person begins with it
        related_name="+",
        verbose_name=_("接收人"),
    )
    match = models.ForeignKey(Match, models.CASCADE, null=True, related_name="+", verbose_name=_("匹配"))
    docking = models.ForeignKey(
        Docking, models.CASCADE, null=True, related_name="notices", verbose_name=_("对接")
    )
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="+", verbose_name=_("联合体成员")
    )
    bid = models.ForeignKey(Bid, models.CASCADE, null=True, related_name="+", verbose_name=_("揭榜申请"))
    booking = models.ForeignKey(
        Booking, models.CASCADE, null=True, related_name="+", verbose_name=_("中试预约")
    )
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, related_name="+", verbose_name=_("场景申请")
    )
    evaluation = models.ForeignKey(
        Evaluation, models.CASCADE, null=True, related_name="+", verbose_name=_("成果评价")
    )
    about = models.DateTimeField(_("事件时间"))
    due = models.DateField(_("期限"), null=True)
    created = models.DateTimeField(_("通知时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["organization", "-created"], name="notice_list"),
            models.Index(
                fields=["user", "-created"], condition=models.Q(user__isnull=False), name="notice_list_person"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _label in NOTICE_KINDS]), name="notice_kind_known"
            ),
            models.CheckConstraint(
                condition=reduce(or_, (_of_one(thing) for thing in THINGS)),
                name="notice_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(organization=None) | models.Q(user=None), name="notice_to_one_reader"
            ),
            models.UniqueConstraint(
                fields=[*THINGS, "kind", "organization", "user", "about"],
                name="told_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(dict(NOTICE_KINDS)[self.kind])


class NoticeMark(models.Model):
    """How far one person has read, how far mail was sent to them, and whether they want mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("用户")
    )
    read_until = models.DateTimeField(_("已读至"), null=True)
    mailed_until = models.DateTimeField(_("已寄至"), null=True)
    wants_mail = models.BooleanField(_("接收邮件"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通知阅读情况")

    def __str__(self) -> str:
        return str(self.user)
