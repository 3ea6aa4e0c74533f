"""Closed lists of this app: each has behaviour in code. The field's own code lists are vocabulary rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingKind(models.TextChoices):
    NEED = "need", _("需求")
    ACHIEVEMENT = "achievement", _("成果")
    PILOT_BASE = "pilot_base", _("中试基地")
    SCENARIO = "scenario", _("应用场景")


class Disclosure(models.TextChoices):
    """Who may read the details of a listing; each level includes the ones before it."""

    PUBLIC = "public", _("公开")
    MEMBERS = "members", _("登录可见")
    INTEREST = "interest", _("意向后可见")
    NDA = "nda", _("保密协议后可见")


# The letters before a listing's number, as people in the field abbreviate the kinds.
NUMBER_PREFIX = {
    ListingKind.NEED: "XQ",
    ListingKind.ACHIEVEMENT: "CG",
    ListingKind.PILOT_BASE: "ZS",
    ListingKind.SCENARIO: "CJ",
}
