"""Why a step is as it is, in sentences a person reads, in the active language."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.domain.vocabulary import term_label
from matchmaking.domain.reasons import part_sentence
from matchmaking.domain.road.types import Reason

_SENTENCES = {
    "lifts": gettext_lazy("可以把技术成熟度从 %(before)s 级提升到 %(after)s 级"),
    "no_room": gettext_lazy("目前没有合适的空闲时间，须与承担方商定"),
    "chosen": gettext_lazy("由双方选定"),
    "nobody": gettext_lazy("省内还没有登记的承担方"),
    "other_field": gettext_lazy("内容不够接近（匹配度 %(score)s 分）"),
    "starts_higher": gettext_lazy("从 %(low)s 级起受理，这一步从 %(before)s 级开始"),
    "ends_lower": gettext_lazy("只能做到 %(high)s 级，这一步要到 %(after)s 级"),
    "item_fits": gettext_lazy("与目录条目内容相符（匹配度 %(score)s 分）"),
    "item_until": gettext_lazy("条目有效期至 %(day)s"),
    "money_fits": gettext_lazy("面向成熟度 %(low)s 至 %(high)s 级的项目"),
    "money_enough": gettext_lazy("额度可以覆盖已知费用 %(cost)s 元"),
    "money_here": gettext_lazy("服务地区包括%(region)s"),
    "over_budget": gettext_lazy("已知费用高于需求预算上限 %(budget)s 元"),
    "money_level": gettext_lazy("只面向成熟度 %(low)s 至 %(high)s 级，项目将到 %(level)s 级"),
    "money_label": gettext_lazy("须有称号之一：%(labels)s"),
    "money_region": gettext_lazy("只服务：%(regions)s"),
    "money_short": gettext_lazy("最高 %(most)s 元，已知费用 %(cost)s 元"),
}
_AGAINST = frozenset(
    {
        *("no_room", "nobody", "other_field", "starts_higher", "ends_lower", "over_budget"),
        *("money_level", "money_label", "money_region", "money_short"),
    }
)
_AMOUNTS = frozenset({"cost", "most", "budget"})


def reason_words(reasons: Iterable[Reason]) -> list[tuple[str, bool]]:
    """(sentence, does it speak for the step) of each reason, in their order."""
    return [(_sentence(each), each["reason"] not in _AGAINST) for each in reasons]


def _sentence(reason: Reason) -> str:
    if reason["reason"] == "terms":
        return _("共同关键词：%(words)s") % {"words": _("、").join(reason["detail"]["words"])}
    if (words := _SENTENCES.get(reason["reason"])) is None:
        return part_sentence(reason)
    return str(words) % {name: _value(name, value) for name, value in reason["detail"].items()}


def _value(name: str, value: Any) -> str:
    if name in _AMOUNTS:
        return formats.number_format(Decimal(value), 2, use_l10n=True, force_grouping=True)
    if name == "day":
        return dt.date.fromisoformat(value).isoformat()
    if name == "labels":
        return _("、").join(term_label("enterprise_label", code) for code in value)
    if name == "regions":
        return _("、").join(term_label("region", code) for code in value)
    return term_label("region", value) if name == "region" else str(value)
