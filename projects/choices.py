"""Closed lists of this app: each has behaviour in code. The field's own code lists are vocabulary rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingKind(models.TextChoices):
    NEED = "need", _("需求")
    ACHIEVEMENT = "achievement", _("成果")
    PILOT_BASE = "pilot_base", _("中试基地")
    SCENARIO = "scenario", _("应用场景")
    CAPABILITY = "capability", _("能力")


class Disclosure(models.TextChoices):
    """Who may read the details of a listing; each level includes the ones before it."""

    PUBLIC = "public", _("公开")
    MEMBERS = "members", _("登录可见")
    INTEREST = "interest", _("意向后可见")
    NDA = "nda", _("保密协议后可见")


class ProjectSide(models.TextChoices):
    PROVIDER = "provider", _("供给方")
    RECEIVER = "receiver", _("承接方")


class Place(models.TextChoices):
    """Where the achievement goes into production, seen from the provider."""

    CITY = "city", _("本市州")
    PROVINCE = "province", _("省内其他市州")
    OUTSIDE = "outside", _("省外")
    ABROAD = "abroad", _("境外")


LOCAL = frozenset({Place.CITY, Place.PROVINCE})  # what counts as converted within the province


class EvidenceKind(models.TextChoices):
    """What a file of a transfer project shows."""

    CONTRACT = "contract", _("合同文本")
    REGISTRATION = "registration", _("合同登记证明")
    PRICING = "pricing", _("定价与公示材料")
    TEST_REPORT = "test_report", _("技术验证报告")
    SCENARIO_REPORT = "scenario_report", _("场景验证或中试报告")
    APPLICATION_PROOF = "application_proof", _("应用证明")
    ACCEPTANCE = "acceptance", _("验收证明")
    VOUCHER = "voucher", _("发票或到账凭证")
    EFFECT_PROOF = "effect_proof", _("成效证明")
    PHOTO = "photo", _("现场照片")
    OTHER = "other", _("其他材料")


class FundingKind(models.TextChoices):
    """Where money of a project comes from."""

    GOVERNMENT = "government", _("政府引导资金")
    ENTERPRISE = "enterprise", _("企业配套资金")
    SOCIAL = "social", _("社会资本")


class FundingTerms(models.TextChoices):
    """How money is given."""

    COMPETITIVE = "competitive", _("竞争性")
    STABLE = "stable", _("稳定支持")


class RewardBasis(models.TextChoices):
    """Of what those who made the achievement receive a part."""

    INCOME = "income", _("转让或许可净收入")
    SHARES = "shares", _("作价投资所得股份")
    PROFIT = "profit", _("自行或合作实施的营业利润")


# The letters before a listing's number, as people in the field abbreviate the kinds.
NUMBER_PREFIX = {
    ListingKind.NEED: "XQ",
    ListingKind.ACHIEVEMENT: "CG",
    ListingKind.PILOT_BASE: "ZS",
    ListingKind.SCENARIO: "CJ",
    ListingKind.CAPABILITY: "NL",
}
PROJECT_PREFIX = "ZH"


class OutcomeReason(models.TextChoices):
    """Why an application was selected or not; the codes are those of `domain/allocation/types.py`."""

    SELECTED = "selected", _("入选")
    PLACED = "placed", _("同一成果已在别处入选")
    RESERVED = "reserved", _("名额为扶持对象保留")
    LOTTERY = "lottery", _("同分抽签未中")
    CUT_OFF = "cut_off", _("分数未达到入选线")
    NO_PLACES = "no_places", _("没有可分配的名额")


class NewsKind(models.TextChoices):
    """What this app has to tell about consortia, challenges and evaluations; who reads it as notices is not its
    business."""

    CONSORTIUM_INVITED = "consortium_invited", _("邀请加入创新联合体")
    CONSORTIUM_ANSWERED = "consortium_answered", _("受邀单位已答复")
    CONSORTIUM_LEFT = "consortium_left", _("成员退出联合体")
    PLAN_WRITTEN = "plan_written", _("分工待确认")
    CONSORTIUM_AGREED = "consortium_agreed", _("分工已全部确认")
    CONSORTIUM_ENDED = "consortium_ended", _("联合体已结束")
    BID_MADE = "bid_made", _("有单位揭榜")
    BID_DECIDED = "bid_decided", _("榜单已评定")
    CHALLENGE_CANCELLED = "challenge_cancelled", _("榜单已撤")
    OPINION_WANTED = "opinion_wanted", _("请您评价成果")
    EVALUATION_CANCELLED = "evaluation_cancelled", _("评价已取消，不必再填写")
    EVALUATION_CLOSED = "evaluation_closed", _("成果评价已完成，请阅读")
    EVALUATION_STALLED = "evaluation_stalled", _("谢绝的评价人过多，评价无法完成")


class Dimension(models.TextChoices):
    """By what an achievement is evaluated, as the province's policy names it."""

    CAPABILITY = "capability", _("能力")
    QUALITY = "quality", _("质量")
    EFFECT = "effect", _("实效")
    CONTRIBUTION = "contribution", _("贡献")
