"""Why a pair fits, in sentences a person reads, in the active language."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enterprises.domain.vocabulary import term_label
from matchmaking.models import Match

Band = Literal["high", "medium", "low"]
HIGH, MEDIUM = 0.4, 0.2  # probabilities of being called related from which a match is called so

_SENTENCES = {
    "text_strong": gettext_lazy("文本内容高度相关"),
    "text_fair": gettext_lazy("文本内容相关"),
    "text_weak": gettext_lazy("文本内容部分相关"),
    "semantic_near": gettext_lazy("语义相近"),
    "semantic_far": gettext_lazy("语义上关联不大"),
    "industry_class": gettext_lazy("行业相同：%(offered_label)s"),
    "industry_division": gettext_lazy("行业相近：%(wanted_label)s 与 %(offered_label)s 属同一大类"),
    "industry_section": gettext_lazy("行业同属一个门类"),
    "industry_other": gettext_lazy("行业不同：%(wanted_label)s / %(offered_label)s"),
    "trl_reached": gettext_lazy("技术成熟度 %(offered)s 级，达到期望的 %(wanted)s 级"),
    "trl_short": gettext_lazy("技术成熟度 %(offered)s 级，比期望的 %(wanted)s 级低 %(gap)s 级"),
    "trl_lift": gettext_lazy("可以把技术成熟度从 %(wanted)s 级提升到 %(offered)s 级"),
    "trl_no_lift": gettext_lazy("只能做到 %(offered)s 级，成熟度已达 %(wanted)s 级"),
    "region_prefecture": gettext_lazy("双方同在%(wanted_label)s"),
    "region_province": gettext_lazy("双方同在一个省"),
    "region_other": gettext_lazy("双方不在同一个省"),
    "mode_common": gettext_lazy("合作方式一致：%(modes_label)s"),
    "mode_open": gettext_lazy("合作方式可以协商"),
    "mode_none": gettext_lazy("合作方式尚不一致"),
    "budget_enough": gettext_lazy("意向价格在预算之内"),
    "budget_short": gettext_lazy("意向价格高于预算"),
}
_SCHEMES = {"industry": "industry", "region": "region"}


def reason_sentences(match: Match) -> list[str]:
    """The reasons stored with a match, the weightiest first."""
    return sentences(match.parts, match.terms)


def sentences(parts: Iterable[Mapping[str, Any]], terms: Iterable[Mapping[str, Any]]) -> list[str]:
    """Reasons from score parts ({code, value, weight, reason, detail}) and shared terms ({term, share})."""
    words = [term["term"] for term in terms]
    found = [_("共同关键词：%(words)s") % {"words": _("、").join(words)}] if words else []
    return found + [
        part_sentence(part) for part in sorted(parts, key=lambda part: -part["weight"] * part["value"])
    ]


def lesson_sentences(match: Match) -> list[str]:
    """What grades have to do with the score that the wanted side and staff see; empty when nothing was learned."""
    if match.learned_score is None:
        return []
    found, learned = [], match.experience
    if learned.get("own"):
        found.append(_("按这个需求的 %(own)s 条评级，推荐的方向已经调整") % {"own": learned["own"]})
    if "level" in learned:
        words = ngettext(
            "这项成果在 %(needs)s 个相同或相近的需求中平均评为 %(level)s 级（满分 4 级）",
            "这项成果在 %(needs)s 个相同或相近的需求中平均评为 %(level)s 级（满分 4 级）",
            learned["needs"],
        )
        found.append(words % {"needs": learned["needs"], "level": learned["level"]})
    return found


def part_sentence(part: Mapping[str, Any]) -> str:
    """What one part of a score ({code, value, weight, reason, detail}) says."""
    sentence = _SENTENCES.get(part["reason"])
    if sentence is None:
        return str(part["reason"])
    return str(sentence) % _values(part)


def _values(part: Mapping[str, Any]) -> dict[str, Any]:
    detail = dict(part["detail"])
    scheme = _SCHEMES.get(part["code"])
    if scheme:
        detail |= {
            f"{side}_label": term_label(scheme, detail[side])
            for side in ("wanted", "offered")
            if side in detail
        }
    if "modes" in detail:
        detail["modes_label"] = _("、").join(term_label("coop_mode", mode) for mode in detail["modes"])
    return detail


def band_of(probability: float) -> Band:
    """How a match is called by the probability (0..1) that an expert calls it related, see `probability`."""
    return "high" if probability >= HIGH else "medium" if probability >= MEDIUM else "low"
