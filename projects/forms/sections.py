"""The sections of each kind's form: title, a sentence of guidance, and fields in the order people think of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.choices import ListingKind


@dataclass(frozen=True)
class Section:
    """One box of the form. `code` is its anchor; `targets` and `secret` boxes have a body of their own."""

    code: str
    title: Any
    intro: Any
    fields: tuple[str, ...]


_FIELD = Section(
    "field",
    _("领域与地点"),
    _("行业和学科用来找到合适的对方。选到最贴近的一级即可，不确定可以只选大类。"),
    ("industries", "disciplines", "region"),
)
_SECRET = Section(
    "secret",
    _("保密内容（可不填）"),
    _(
        "只有本主体的负责人和编辑能读到。它不出现在任何页面、接口、匹配理由和统计里，"
        "别人的匹配也不会用到它。适合写配方、客户名称、底价等不能外传的内容。"
    ),
    ("secret",),
)
_VISIBILITY = Section(
    "visibility",
    _("谁能看到，看到什么时候"),
    _("标题、摘要、关键词和分类组成“名片”，发布后按披露级别对外显示；详细说明和指标可以更晚公开。"),
    ("disclosure", "contact", "expires_on"),
)

SECTIONS: dict[str, tuple[Section, ...]] = {
    ListingKind.NEED: (
        Section(
            "what",
            _("要解决什么"),
            _("用自己的话写。写清现象、在哪道工序、影响多大，比写专业术语更容易匹配到合适的团队。"),
            ("title", "summary", "description", "current_situation", "keywords"),
        ),
        Section(
            "targets",
            _("量化指标"),
            _("没有数字的需求最常被婉拒。哪怕只有一条：现在是多少，希望到多少，用什么方法检验。"),
            (),
        ),
        Section(
            "terms",
            _("类型与条件"),
            _("这些条件用于筛选和排序，拿不准的可以留空。"),
            (
                "need_type",
                "effects",
                "urgency",
                "budget_band",
                "organise",
                "trl",
                "trl_wanted",
                "modes",
            ),
        ),
        _FIELD,
        _SECRET,
        _VISIBILITY,
    ),
    ListingKind.ACHIEVEMENT: (
        Section(
            "what",
            _("成果是什么"),
            _("先说解决了什么问题，再说怎么做到的。企业的人会先看第一句。"),
            ("title", "summary", "description", "keywords"),
        ),
        Section(
            "value",
            _("优势与经济性"),
            _("企业最先问三件事：比现有做法好在哪里、好多少、多花还是少花钱。尽量给数字和出处。"),
            ("advantages", "economics", "team"),
        ),
        Section(
            "maturity",
            _("成熟度与评价"),
            _("按已有证据填写，例如有现场试验报告可填7级。填高了会在对接时被退回。"),
            ("trl", "stage", "form", "nature", "level"),
        ),
        Section(
            "rights",
            _("知识产权与合作条件"),
            _("权属不清的成果不能进入交易环节，请先向单位的成果转化部门确认。"),
            (
                "ip_kinds",
                "ip_state",
                "patents",
                "ownership",
                "modes",
                "pricing_method",
                "payment_modes",
                "asking_price",
                "separate_ledger",
            ),
        ),
        _FIELD,
        _SECRET,
        _VISIBILITY,
    ),
    ListingKind.PILOT_BASE: (
        Section(
            "what",
            _("提供什么中试服务"),
            _("让需要放大试验的团队一眼看出：能不能做、做到多大、要等多久。"),
            ("title", "summary", "description", "keywords"),
        ),
        Section(
            "service",
            _("服务与能力"),
            _("写清设备型号、处理量和公用工程条件。"),
            (
                "base_kind",
                "services",
                "domain",
                "equipment",
                "capacity",
                "trl_from",
                "trl_to",
                "price_note",
                "modes",
            ),
        ),
        _FIELD,
        _SECRET,
        _VISIBILITY,
    ),
    ListingKind.SCENARIO: (
        Section(
            "what",
            _("开放什么场景"),
            _("写清真实的地点、要验证的问题、验证成功以后会怎样。"),
            ("title", "summary", "description", "keywords"),
        ),
        Section(
            "terms",
            _("进入条件与支持"),
            _("条件越明确，来报名的团队越合适。"),
            (
                "list_kind",
                "aspect",
                "size",
                "entry_conditions",
                "data_offered",
                "starts_on",
                "ends_on",
                "places",
                "funding",
                "modes",
            ),
        ),
        _FIELD,
        _SECRET,
        _VISIBILITY,
    ),
    ListingKind.CAPABILITY: (
        Section(
            "what",
            _("能做什么"),
            _("写给有难题、还没有现成成果可用的企业：你们能帮它做到哪一步。一条写一种能力。"),
            ("title", "summary", "description", "keywords"),
        ),
        Section(
            "service",
            _("条件与经验"),
            _("设备写型号，经验写做过什么、结果如何；不写合作方的名称。"),
            (
                "work_kinds",
                "equipment",
                "track_record",
                "accreditation",
                "capacity",
                "lead_time",
                "trl",
                "price_note",
                "modes",
            ),
        ),
        _FIELD,
        _SECRET,
        _VISIBILITY,
    ),
}
