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


# who does research: they offer capabilities, and their profile shows people, equipment and papers
LAB_KINDS = frozenset({OrganizationKind.LAB, OrganizationKind.UNIVERSITY})


class OrganizationSize(models.TextChoices):
    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class DocumentKind(models.TextChoices):
    """What an uploaded file may be; the value is the end of its name."""

    PDF = "pdf", _("PDF 文档")
    DOCX = "docx", _("Word 文档")
    XLSX = "xlsx", _("Excel 工作簿")
    PNG = "png", _("PNG 图片")
    JPEG = "jpg", _("JPEG 图片")


class Role(models.TextChoices):
    OWNER = "owner", _("负责人")
    EDITOR = "editor", _("编辑")
    VIEWER = "viewer", _("只读")


ADMINISTRATOR_GROUP = "administrator"
BROKER_GROUP = "broker"


class TieKind(models.TextChoices):
    """What ties a person to an organization, as they declare it."""

    EMPLOYMENT = "employment", _("任职或兼职")
    SHARES = "shares", _("持股或出资")
    FAMILY = "family", _("近亲属任职或持股")
    ADVICE = "advice", _("受聘为顾问或专家")
    COOPERATION = "cooperation", _("有项目合作或经济往来")
    DISPUTE = "dispute", _("有竞争或纠纷")
    OTHER = "other", _("其他可能影响公正的关系")


class TieBasis(models.TextChoices):
    """How a tie was found, the strongest first."""

    MEMBER = "member", _("本人是该主体成员")
    DECLARED = "declared", _("本人已申报利益关系")
    INSTITUTION = "institution", _("本人所在主体与其同属一个依托单位")
    DECLARED_INSTITUTION = "declared_institution", _("本人申报的主体与其同属一个依托单位")
    CONTACT_MAIL = "contact_mail", _("本人邮箱与其联系人同属一个单位域名")
    MEMBER_MAIL = "member_mail", _("本人邮箱与其成员同属一个单位域名")
