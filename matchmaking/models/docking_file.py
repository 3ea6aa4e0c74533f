"""对接文件: what one side of a docking gives the other to read, before there is a contract and a project to keep it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.models import Document
from enterprises.validators import validate_plain_text
from matchmaking.choices import FileKind
from matchmaking.models.docking import Docking


class DockingFile(PublicRow):
    """One file and what it is. Both sides of the docking and untied staff read it, nobody else."""

    docking = models.ForeignKey(Docking, models.PROTECT, related_name="files", verbose_name=_("对接"))
    kind = models.CharField(_("材料类型"), max_length=20, choices=FileKind)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+", verbose_name=_("文件"))
    note = models.CharField(_("说明"), max_length=200, blank=True, validators=[validate_plain_text])
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_label = models.CharField(_("操作方"), max_length=100, editable=False)
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("对接文件")
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=FileKind.values), name="docking_file_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document}"
