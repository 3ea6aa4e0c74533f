"""文件: a private file of an organization, checked by what it holds and never served from an open folder."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow
from enterprises.choices import DocumentKind
from enterprises.models.organization import Organization

FOLDER = "private/documents"


def storage_name(_document: "Document", _name: str) -> str:
    """Where a file lies: under a UUID of its own, so that neither its name nor its row's id leads to it."""
    return f"{FOLDER}/{uuid4()}"


class Document(PublicRow):
    """One file as it was received. Who may read it is decided by the thing it belongs to."""

    owner = models.ForeignKey(
        Organization, models.PROTECT, related_name="documents", verbose_name=_("所属主体")
    )
    name = models.CharField(_("文件名"), max_length=120)
    kind = models.CharField(_("文件类型"), max_length=10, choices=DocumentKind)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.FileField(_("内容"), upload_to=storage_name, max_length=100, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("上传人"),
    )
    by_label = models.CharField(_("上传方"), max_length=100)
    at = models.DateTimeField(_("上传时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("文件")
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="document_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="document_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
