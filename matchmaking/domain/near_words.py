"""What would have to change, in words a person reads, in the active language."""

from collections.abc import Iterable
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.domain.vocabulary import term_label
from matchmaking.engine.reasons import wording
from matchmaking.engine.steps import REGION, Change
from matchmaking.engine.types import Plain
from projects.choices import ListingKind

_CLAUSES = {
    "expiry": gettext_lazy("%(who)s重新发布已过期 %(days)s 天的信息"),
    "mode": gettext_lazy("%(who)s接受“%(modes)s”这种合作方式"),
    "mode_any": gettext_lazy("%(who)s接受“%(modes)s”中的任意一种合作方式"),
    "industry": gettext_lazy("%(who)s写明行业，并且属于“%(industry)s”"),
    "budget_wanted": gettext_lazy("预算上限从 %(from)s 元提高到 %(to)s 元"),
    "budget_offered": gettext_lazy("意向价格从 %(from)s 元降到 %(to)s 元"),
    "trl": gettext_lazy("成熟度经过%(road)s提高 %(by)s 级，达到 %(to)s 级（%(level)s）"),
    "trl_unsaid": gettext_lazy("%(who)s写明成熟度，并且不低于 %(to)s 级（%(level)s）"),
}
_REGIONS = {
    ListingKind.ACHIEVEMENT: gettext_lazy("成果能够在%(place)s落地"),
    ListingKind.CAPABILITY: gettext_lazy("能力能够在%(place)s提供"),
}
_ROADS = {
    "proof": gettext_lazy("概念验证"),
    "pilot": gettext_lazy("中试验证"),
    "use": gettext_lazy("首次应用"),
}


def change_clause(change: Change, who: str, kind: str) -> str:
    """One change as a clause; `who` is how the reader calls the side that would have to change, `kind` what is
    offered."""
    words = _REGIONS[ListingKind(kind)] if change.code == REGION else _CLAUSES[wording(change)]
    return str(words) % {"who": who, **_values(change)}


def _both(one: str, other: str) -> str:
    return _("%(one)s，并且%(other)s") % {"one": one, "other": other}


def outcome(clauses: Iterable[str], k: int, rank: int) -> str:
    """If all that changed, where the pair would stand."""
    return _("如果%(changes)s，就会进入前 %(k)s，约排第 %(rank)s。") % {
        "changes": reduce(_both, clauses),
        "k": k,
        "rank": rank,
    }


def _values(change: Change) -> dict[str, Plain]:
    detail = change.detail
    values: dict[str, Plain] = {name: _said(name, value) for name, value in detail.items()}
    if change.code == "trl":
        values["level"] = term_label("trl13", str(detail["to"]))
    elif change.code == REGION:
        values["place"] = term_label("region", str(detail["to"]))
    return values


def _said(name: str, value: Plain) -> Plain:
    if name == "modes" and isinstance(value, tuple):
        return _("、").join(term_label("coop_mode", mode) for mode in value)
    if name == "road" and isinstance(value, tuple):
        return _("和").join(str(_ROADS[step]) for step in value)
    if name == "industry":
        return term_label("industry", str(value))
    return f"{value:,}" if isinstance(value, int) else value
