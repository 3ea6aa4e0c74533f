"""Rows that every app uses: the transition (audit trail and outbox in one) and the job."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PublicRow(models.Model):
    """A row that is named outside: by a random UUID, so that no id tells how many others exist."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True


class SecretRow(models.Model):
    """A row that everyday work cannot read: its table is closed to the database role of web and worker.

    Read and write such rows inside `config.kernel.secrets.secrets_open()`.
    """

    class Meta:
        abstract = True


class Transition(models.Model):
    """One move of one object: old state, new state, who, when, why. Never changed, never deleted.

    Subclasses add `subject`, a foreign key with related_name="transitions".
    """

    old = models.CharField(_("原状态"), max_length=20)
    new = models.CharField(_("新状态"), max_length=20)
    note = models.TextField(_("说明"), blank=True)
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

    class Meta:
        abstract = True
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Job(models.Model):
    """A piece of work that was accepted. The row is the job; a Celery message is only a hint to look at it soon."""

    class State(models.TextChoices):
        READY = "ready", _("待执行")
        DONE = "done", _("完成")
        DEAD = "dead", _("失败")

    kind = models.CharField(_("类型"), max_length=50)
    payload = models.JSONField(_("参数"), default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.READY)
    due = models.DateTimeField(_("应执行时间"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    claimed = models.DateTimeField(_("领取时间"), null=True, editable=False)
    error = models.TextField(_("最近错误"), blank=True)
    created = models.DateTimeField(_("创建时间"), db_default=Now(), editable=False)
    finished = models.DateTimeField(_("完成时间"), null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("后台任务")
        indexes = [models.Index(fields=["due"], name="job_ready_due", condition=models.Q(state="ready"))]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
