"""Who was let judge a match in spite of a tie, asked by whom, granted by whom. Rows are only added."""

from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from matchmaking.choices import OverrideStep
from matchmaking.models.match import Match


class ConflictOverride(models.Model):
    """One step: somebody asks that `person` may judge, or a second administrator grants or refuses it."""

    match = models.ForeignKey(Match, models.PROTECT, related_name="overrides", verbose_name=_("匹配"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("须回避的人")
    )
    step = models.CharField(_("步骤"), max_length=10, choices=OverrideStep)
    basis = models.CharField(_("回避原因"), max_length=500, help_text=_("当时查到的利益关系。"))
    note = models.TextField(_("理由"), max_length=500)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作人")
    )
    by_label = models.CharField(_("操作方"), max_length=100)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("利益冲突豁免记录")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "person"],
                condition=models.Q(step=OverrideStep.GRANTED),
                name="override_granted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(step=OverrideStep.GRANTED) | ~models.Q(person=models.F("by_user")),
                name="override_by_a_second_person",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_step_display()}"

    def lets(self, user_id: UUID | None) -> bool:
        """Does this row let that person judge?"""
        return self.step == OverrideStep.GRANTED and self.person_id == user_id
