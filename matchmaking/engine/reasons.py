"""Reasons as short Chinese sentences, for readers of the command line; pages have their own, with labels of codes."""

from .near import NearMiss
from .steps import Change
from .types import Part, Plain, Scored

SENTENCES = {
    "text_strong": "文本内容高度相关",
    "text_fair": "文本内容相关",
    "text_weak": "文本内容部分相关",
    "semantic_near": "语义相近",
    "semantic_far": "语义上关联不大",
    "industry_class": "行业相同（{offered}）",
    "industry_division": "行业相近（{wanted} 与 {offered} 同属一个大类）",
    "industry_section": "行业同属一个门类（{wanted} 与 {offered}）",
    "industry_other": "行业不同（{wanted} 与 {offered}）",
    "trl_reached": "技术成熟度 {offered} 级，达到期望的 {wanted} 级",
    "trl_short": "技术成熟度 {offered} 级，比期望的 {wanted} 级低 {gap} 级",
    "trl_lift": "可以把技术成熟度从 {wanted} 级提升到 {offered} 级",
    "trl_no_lift": "只能做到 {offered} 级，成熟度已达 {wanted} 级",
    "region_prefecture": "双方同在一个市州",
    "region_province": "双方同在一个省",
    "region_other": "双方不在同一个省",
    "mode_common": "合作方式一致（{modes}）",
    "mode_open": "合作方式可以协商",
    "mode_none": "合作方式尚不一致",
    "budget_enough": "意向价格在预算之内",
    "budget_short": "意向价格高于预算",
    "experience_related": "{needs} 个几乎相同的需求曾被评为与它相关（平均 {level}，满分 4）",
    "experience_unrelated": "{needs} 个几乎相同的需求曾被评为与它不相关（平均 {level}，满分 4）",
}


def reasons_zh(scored: Scored) -> list[str]:
    """The shared terms, then one sentence for each part, the weightiest first."""
    named = ["共同关键词：" + "、".join(term.term for term in scored.terms)] if scored.terms else []
    parts = sorted(scored.parts, key=lambda part: -part.weight * part.value)
    return named + [sentence(part) for part in parts]


def sentence(part: Part) -> str:
    """The sentence of one part."""
    values = {name: "、".join(v) if isinstance(v, tuple) else v for name, v in part.detail.items()}
    return SENTENCES[part.reason].format(**values)


SIDES = {"wanted": "需求方", "offered": "供给方"}
ROADS = {"proof": "概念验证", "pilot": "中试验证", "use": "首次应用"}
CHANGES = {
    "expiry": "{who}重新发布已过期 {days} 天的信息",
    "mode": "{who}接受“{modes}”这种合作方式",
    "mode_any": "{who}接受“{modes}”中的一种合作方式",
    "industry": "{who}写明行业属于 {industry}",
    "budget_wanted": "预算从 {from} 元提高到 {to} 元",
    "budget_offered": "意向价格从 {from} 元降到 {to} 元",
    "trl": "成熟度经过{road}提高 {by} 级，达到 {to} 级",
    "trl_unsaid": "{who}写明成熟度，并且不低于 {to} 级",
    "region": "{who}能够在 {to} 所代表的地方实施",
}


def near_zh(miss: NearMiss, k: int) -> str:
    """What would have to change, and where the card would then stand among the k best."""
    changes = "，并且".join(map(change_zh, miss.changes))
    return f"如果{changes}，就会进入前 {k}，排第 {miss.rank}"


def change_zh(change: Change) -> str:
    """One change as a clause."""
    values = {name: _words(name, value) for name, value in change.detail.items()}
    return CHANGES[wording(change)].format(who=SIDES[str(change.detail["side"])], **values)


def wording(change: Change) -> str:
    """Which clause says it: several modes, the two sides of money and an unsaid level read differently."""
    detail = change.detail
    if change.code == "mode" and isinstance(modes := detail["modes"], tuple) and len(modes) > 1:
        return "mode_any"
    if change.code == "budget":
        return f"budget_{detail['side']}"
    return "trl_unsaid" if change.code == "trl" and detail["from"] is None else change.code


def _words(name: str, value: Plain) -> Plain:
    if isinstance(value, tuple):
        return "和".join(ROADS[word] for word in value) if name == "road" else "、".join(value)
    return value
