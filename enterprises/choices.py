"""Closed lists of this app. Lists that the field itself revises are vocabulary rows (models/term.py), not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    UNIVERSITY = "university", _("高校院所")
    LAB = "lab", _("实验室")
    PILOT_OPERATOR = "pilot_operator", _("中试基地运营方")
    SCENARIO_OWNER = "scenario_owner", _("场景开放方")
    INTERMEDIARY = "intermediary", _("技术转移机构")
    BANK = "bank", _("金融机构")
    GOVERNMENT = "government", _("政府部门")


class OrganizationSize(models.TextChoices):
    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class Role(models.TextChoices):
    OWNER = "owner", _("负责人")
    EDITOR = "editor", _("编辑")
    VIEWER = "viewer", _("只读")


ADMINISTRATOR_GROUP = "administrator"
BROKER_GROUP = "broker"
