"""What every row beside a transfer project has: the project, who wrote it, when."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow


class ProjectPart(PublicRow):
    """A row of a project; a subclass adds `project` and what it records."""

    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("记录人"),
    )
    by_label = models.CharField(_("记录方"), max_length=100, editable=False)
    at = models.DateTimeField(_("记录时间"), db_default=Now(), editable=False)

    class Meta:
        abstract = True
