"""Reasons as short Chinese sentences, for readers of the command line; pages have their own, with labels of codes."""

from .types import Part, Scored

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
