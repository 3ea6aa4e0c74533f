"""Closed lists of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.choices import ListingKind, NewsKind


class Relation(models.TextChoices):
    """Which kind of want meets which kind of offer."""

    NEED_ACHIEVEMENT = "need_achievement", _("需求—成果")
    ACHIEVEMENT_PILOT_BASE = "achievement_pilot_base", _("成果—中试基地")
    ACHIEVEMENT_SCENARIO = "achievement_scenario", _("成果—应用场景")
    NEED_CAPABILITY = "need_capability", _("需求—实验室能力")


# relation → (kind that is wanted, kind that is offered), both sides in the published index
RELATION_KINDS: dict[str, tuple[str, str]] = {
    Relation.NEED_ACHIEVEMENT: (ListingKind.NEED, ListingKind.ACHIEVEMENT),
}
# the same, of what is offered by few: an achievement goes on to the first two, a need finds the labs that could do
# what nobody has done yet; see domain/onward.py
ONWARD_KINDS: dict[str, tuple[str, str]] = {
    Relation.ACHIEVEMENT_PILOT_BASE: (ListingKind.ACHIEVEMENT, ListingKind.PILOT_BASE),
    Relation.ACHIEVEMENT_SCENARIO: (ListingKind.ACHIEVEMENT, ListingKind.SCENARIO),
    Relation.NEED_CAPABILITY: (ListingKind.NEED, ListingKind.CAPABILITY),
}
# where an owner's own run looks, and from where: what has been done, and the labs that could do it
OWN_RUN_KINDS: dict[str, tuple[str, str]] = {
    **RELATION_KINDS,
    Relation.NEED_CAPABILITY: ONWARD_KINDS[Relation.NEED_CAPABILITY],
}


class Side(models.TextChoices):
    WANTED = "wanted", _("需求方")
    OFFERED = "offered", _("供给方")


class StepKind(models.TextChoices):
    """The steps of a road, in the order of the province's policy."""

    CONCEPT = "concept", _("概念验证")
    PILOT = "pilot", _("中试")
    SCENARIO = "scenario", _("场景验证")
    FIRST_SET = "first_set", _("首台套")
    FINANCE = "finance", _("金融支持")


class RoadEdit(models.TextChoices):
    """What was done to a road."""

    DRAFTED = "drafted", _("按现有单位生成路线")
    ADDED = "added", _("增加一步")
    PARTY = "party", _("更换承担方")
    PLANNED = "planned", _("修改时间与费用")
    MOVED = "moved", _("调整顺序")
    REMOVED = "removed", _("删去一步")


class OverrideStep(models.TextChoices):
    """What happened to a request to let somebody judge in spite of a tie."""

    ASKED = "asked", _("申请不回避")
    GRANTED = "granted", _("准许不回避")
    REFUSED = "refused", _("不准许，仍须回避")


class VerdictKind(models.TextChoices):
    INTEREST = "interest", _("有意向")
    DECLINE = "decline", _("不合适")


class Grader(models.TextChoices):
    """In which capacity a pair was graded."""

    STAFF = "staff", _("专家")
    WANTED = "wanted", _("需求方")


class GradeLevel(models.IntegerChoices):
    UNRELATED = 1, _("不相关")
    PARTLY = 2, _("部分相关")
    RELATED = 3, _("较相关")
    STRONGLY = 4, _("强相关")


class Audience(models.TextChoices):
    """For whom an evidence pack was drawn: it holds what they may read."""

    WANTED = "wanted", _("需求方")
    OFFERED = "offered", _("供给方")
    BOTH = "both", _("同时代表双方")
    STAFF = "staff", _("管理员与技术经理人")


class FileKind(models.TextChoices):
    """What a file on a docking is. The first six answer a question of the due diligence."""

    PRICE_INQUIRY = "price_inquiry", _("询价与评估材料")
    DECISION = "decision", _("集体决策材料")
    INTERESTS = "interests", _("利益关系申报材料")
    CONTRACT_REVIEW = "contract_review", _("合同审查意见")
    SECRECY = "secrecy", _("保密协议文本")
    PUBLICITY = "publicity", _("公示材料")
    TECHNICAL = "technical", _("技术资料")
    TEST = "test", _("样品与检测报告")
    QUOTATION = "quotation", _("报价与方案")
    OTHER = "other", _("其他")


class Measure(models.TextChoices):
    """What the accuracy page publishes."""

    PRECISION_5 = "precision_5", _("前 5 名的准确率")
    PRECISION_10 = "precision_10", _("前 10 名的准确率")
    NDCG_10 = "ndcg_10", _("NDCG@10")
    CALIBRATION = "calibration", _("校准误差")
    APPROVED = "approved", _("批准率")
    DECLINED = "declined", _("婉拒率")


class NoticeKind(models.TextChoices):
    """What a clock tells. Each kind goes to one sort of reader: the silent side, both sides, or the staff."""

    ANSWER_WANTED = "answer_wanted", _("对方有意向，请答复")
    ANSWER_SOON = "answer_soon", _("答复期限将至")
    ANSWER_OVERDUE = "answer_overdue", _("超过答复期限")
    NO_ANSWER = "no_answer", _("期满未答复，按无回应结束")
    REVIEW_WANTED = "review_wanted", _("双方均有意向，待审核")
    REVIEW_OVERDUE = "review_overdue", _("超过审核期限")
    DOCKING_OPENED = "docking_opened", _("对接已开始")
    STEP_SOON = "step_soon", _("下一步期限将至")
    STEP_OVERDUE = "step_overdue", _("下一步已超期")
    STEP_ESCALATED = "step_escalated", _("长时间超期，请催办")
    DOCKING_EXPIRED = "docking_expired", _("长期无进展，对接已过期")
    MATCH_REJECTED = "match_rejected", _("审核未批准")
    MATCH_SENT_BACK = "match_sent_back", _("审核退回整改")
    MENDING_SOON = "mending_soon", _("整改期限将至")
    MENDING_OVERDUE = "mending_overdue", _("整改已超期")
    MATCH_LAPSED = "match_lapsed", _("逾期未整改，匹配已失效")
    DOCKING_SENT_BACK = "docking_sent_back", _("对接退回整改")
    DOCKING_ON_HOLD = "docking_on_hold", _("对接暂缓")
    DOCKING_TERMINATED = "docking_terminated", _("对接已终止")
    DOCKING_FILE = "docking_file", _("对接有新文件")
    BOOKING_REQUESTED = "booking_requested", _("有新的中试预约")
    BOOKING_CONFIRMED = "booking_confirmed", _("中试预约已确认")
    BOOKING_REFUSED = "booking_refused", _("中试预约未接受")
    BOOKING_WITHDRAWN = "booking_withdrawn", _("中试预约已撤回")
    BOOKING_DONE = "booking_done", _("中试报告已出")
    APPLICANT_NEW = "applicant_new", _("有新的场景申请")
    APPLICANT_SELECTED = "applicant_selected", _("场景申请入选")
    APPLICANT_WAITING = "applicant_waiting", _("场景申请候补")
    APPLICANT_REFUSED = "applicant_refused", _("场景申请未入选")
    APPLICANT_WITHDRAWN = "applicant_withdrawn", _("场景申请已撤回")


# What a notice can be: what a clock says, and what projects tell of consortia, challenges and evaluations.
NOTICE_KINDS: list[tuple[str, object]] = [*NoticeKind.choices, *NewsKind.choices]
