"""Closed lists of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.choices import ListingKind


class Relation(models.TextChoices):
    """Which kind of want meets which kind of offer."""

    NEED_ACHIEVEMENT = "need_achievement", _("需求—成果")


# relation → (kind that is wanted, kind that is offered)
RELATION_KINDS: dict[str, tuple[str, str]] = {
    Relation.NEED_ACHIEVEMENT: (ListingKind.NEED, ListingKind.ACHIEVEMENT),
}


class Side(models.TextChoices):
    WANTED = "wanted", _("需求方")
    OFFERED = "offered", _("供给方")


class VerdictKind(models.TextChoices):
    INTEREST = "interest", _("有意向")
    DECLINE = "decline", _("不合适")
