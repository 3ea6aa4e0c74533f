"""Help texts and examples beside the fields: written for somebody who fills in such a form once a year."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.choices import Disclosure, ListingKind

HELP: dict[str, Any] = {
    "title": _("一句话：在哪里、什么对象、要达到什么效果。"),
    "summary": _("2到4句。所有能看到这条信息的人都会看到，请不要写商业秘密。"),
    "description": _("按下面选的披露级别显示。现象、原因、试过什么、为什么没成，都可以写。"),
    "keywords": _("3到6个，用逗号或顿号分开。同行常用的别名也写上。"),
    "current_situation": _("现有设备、工艺、数据和人员，能为合作方提供什么条件。"),
    "effects": _("可多选。"),
    "modes": _("不选表示都可以谈。"),
    "trl": _("按13级量表，填已有证据支持的级别。"),
    "trl_wanted": _("希望对方的技术至少做到哪一级。要能直接上线的一般选7级以上。"),
    "patents": _("用逗号分开，例如 ZL200310102344.5，会核对校验位；也可以填公布号。按披露级别显示。"),
    "asking_price": _("不填显示为面议。"),
    "separate_ledger": _("职务科技成果单列管理，不纳入国有资产评估管理。"),
    "contact": _("双方意向经审核批准后，才会把联系方式给对方。"),
    "expires_on": _("到期自动下架，可以再次提交。不填则从发布起一年。"),
    "secret": _("最多两万字。"),
    "price_note": _("例如：按批次计费，含分析检测。"),
    "capacity": _("例如：单釜500升，连续运行72小时。"),
    "accreditation": _("例如：检验检测机构资质认定，有效期至2028年。"),
    "lead_time": _("例如：签约后两周内开始，首轮试验四周。"),
    "funding": _("例如：验证费用由场景方承担，上限50万元。"),
    "region": _("项目实际落地的地方。"),
}

EXAMPLES: dict[str, dict[str, Any]] = {
    ListingKind.NEED: {
        "title": _("例：电解槽阴极内衬早期破损，希望寿命从5年延长到7年"),
        "summary": _(
            "例：400千安系列槽平均槽龄不到5年，破损多从角部开始。希望找到新的内衬材料或筑炉工艺，可在停槽大修时试用。"
        ),
        "keywords": _("例：铝电解、阴极内衬、槽寿命、碳化硅"),
    },
    ListingKind.ACHIEVEMENT: {
        "title": _("例：高寒地区光伏组件自清洁疏水涂层"),
        "summary": _("例：一种可在零下20度喷涂的疏水涂层，沙尘附着量下降约六成，已在戈壁电站试用一年。"),
        "keywords": _("例：光伏、疏水涂层、自清洁、抗沙尘"),
        "advantages": _(
            "例：与人工水洗相比，每兆瓦每年少用水120吨；与同类涂层相比，低温下附着力高一个等级。"
        ),
        "economics": _("例：每平方米材料成本4元，两年内由多发的电收回。"),
    },
    ListingKind.PILOT_BASE: {
        "title": _("例：湿法冶金中试线开放服务，日处理矿浆5吨"),
        "equipment": _("例：2立方米浸出槽4台、萃取混合澄清槽20级、ICP分析仪。"),
    },
    ListingKind.CAPABILITY: {
        "title": _("例：高温熔盐体系的腐蚀评价与材料筛选"),
        "summary": _("例：可在950度熔盐中连续试验1000小时，给出腐蚀速率、失效机理和替代材料建议。"),
        "keywords": _("例：熔盐腐蚀、材料筛选、失效分析"),
        "equipment": _("例：高温熔盐腐蚀试验装置4台、场发射扫描电镜、电化学工作站。"),
        "track_record": _("例：近三年完成同类评价21项，其中6项用于产线改造。"),
    },
    ListingKind.SCENARIO: {
        "title": _("例：高速公路隧道群开放机器人巡检验证场景"),
        "entry_conditions": _("例：已有样机，能在无公网信号条件下连续工作4小时。"),
        "data_offered": _("例：三年病害台账、隧道点云，签署数据使用协议后提供。"),
    },
}

DISCLOSURE_NOTES: dict[str, Any] = {
    Disclosure.PUBLIC: _("任何人都能看到名片和详情，包括未登录的访客和搜索引擎。"),
    Disclosure.MEMBERS: _("已认证主体的成员登录后能看到名片和详情。"),
    Disclosure.INTEREST: _("已认证主体的成员能看到名片；双方都表示意向后，对方才能看到详情。"),
    Disclosure.NDA: _("已认证主体的成员能看到名片；签署保密协议后，对方才能看到详情。"),
}

LABELS: dict[tuple[str, str], Any] = {
    (ListingKind.NEED, "trl"): _("现有基础的成熟度"),
    (ListingKind.NEED, "trl_wanted"): _("期望对方成熟度（至少）"),
    (ListingKind.CAPABILITY, "trl"): _("能做到的成熟度"),
}
