"""通知: what a clock, or somebody's act, has told whom. One row per event and reader's organization; who has read how
far is theirs."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Organization
from matchmaking.choices import NOTICE_KINDS
from matchmaking.models.docking import Docking
from matchmaking.models.match import Match
from projects.models import Bid, Member


class Notice(PublicRow):
    """One thing that was told once. `organization` is empty for what is told to administrators and brokers. It is about
    a match (or its docking), a membership of a consortium, or a bid for a challenge.

    `about` is the moment that started the clock: the same event is told again when it happens again, and never twice
    for one. The words of a notice are made when it is read, from what its reader may see of the match by then.
    """

    kind = models.CharField(_("类型"), max_length=20, choices=NOTICE_KINDS)
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="+", verbose_name=_("接收主体")
    )
    match = models.ForeignKey(Match, models.CASCADE, null=True, related_name="+", verbose_name=_("匹配"))
    docking = models.ForeignKey(
        Docking, models.CASCADE, null=True, related_name="notices", verbose_name=_("对接")
    )
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="+", verbose_name=_("联合体成员")
    )
    bid = models.ForeignKey(Bid, models.CASCADE, null=True, related_name="+", verbose_name=_("揭榜申请"))
    about = models.DateTimeField(_("事件时间"))
    due = models.DateField(_("期限"), null=True)
    created = models.DateTimeField(_("通知时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering = ["-created", "id"]
        indexes = [models.Index(fields=["organization", "-created"], name="notice_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _label in NOTICE_KINDS]), name="notice_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(match__isnull=False, member=None, bid=None)
                | models.Q(match=None, member__isnull=False, bid=None)
                | models.Q(match=None, member=None, bid__isnull=False),
                name="notice_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["match", "member", "bid", "kind", "organization", "about"],
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
