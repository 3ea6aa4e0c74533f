"""How well a pair fits apart from its words: each part 0..1, and None when a side does not say."""

from collections.abc import Mapping

from . import industry
from .gates import OPEN_MODE
from .types import Card, Part, Plain

# Share of a full score each part has; text has the rest. A part without both values gives its share back.
WEIGHTS = {"text": 0.64, "industry": 0.14, "trl": 0.10, "mode": 0.05, "budget": 0.04, "region": 0.03}
LIFTING = "pilot_base"  # the kind of card whose level is one it lifts others to
TRL_REACH = 4  # levels; a gap this wide counts as no fit at all


def industry_part(wanted: Card, offered: Card) -> Part | None:
    """Same class 1, same division .6, same section .3, best pair of codes."""
    if not wanted.industries or not offered.industries:
        return None
    level, a, b = industry.closest(wanted.industries, offered.industries)
    return _part("industry", industry.VALUES[level], f"industry_{level}", {"wanted": a, "offered": b})


def trl_part(wanted: Card, offered: Card) -> Part | None:
    """1 when the level reached is the least wanted or above; each level short costs a quarter.

    A pilot base offers the level it lifts to: a quarter for each level it takes the wanted card higher.
    """
    if wanted.trl is None or offered.trl is None:
        return None
    if offered.kind == LIFTING:
        by = max(0, offered.trl - wanted.trl)
        lifted: dict[str, Plain] = {"wanted": wanted.trl, "offered": offered.trl, "by": by}
        return _part("trl", min(1.0, by / TRL_REACH), "trl_lift" if by else "trl_no_lift", lifted)
    gap = max(0, wanted.trl - offered.trl)
    reason = "trl_short" if gap else "trl_reached"
    detail = {"wanted": wanted.trl, "offered": offered.trl, "gap": gap}
    return _part("trl", max(0.0, 1.0 - gap / TRL_REACH), reason, detail)


def region_part(wanted: Card, offered: Card) -> Part | None:
    """Same prefecture 1, same province .5 (also when a side names the province only). GB/T 2260."""
    if not wanted.region or not offered.region:
        return None
    detail = {"wanted": wanted.region, "offered": offered.region}
    if wanted.region[:2] != offered.region[:2]:
        return _part("region", 0.0, "region_other", detail)
    if wanted.region[:4] != offered.region[:4] or wanted.region[2:4] == "00":
        return _part("region", 0.5, "region_province", detail)
    return _part("region", 1.0, "region_prefecture", detail)


def mode_part(wanted: Card, offered: Card) -> Part | None:
    """Share of the wanted cooperation modes that are offered, at least .5 when a side is open to others (M6)."""
    if not wanted.modes or not offered.modes:
        return None
    common = tuple(sorted(set(wanted.modes) & set(offered.modes)))
    value = len(common) / len(set(wanted.modes))
    if OPEN_MODE in wanted.modes or OPEN_MODE in offered.modes:
        value = max(value, 0.5)
    reason = "mode_common" if common else "mode_open" if value else "mode_none"
    return _part("mode", value, reason, {"modes": common})


def budget_part(wanted: Card, offered: Card) -> Part | None:
    """1 when the asking price is within the budget, falling to 0 at twice the budget."""
    if wanted.budget is None or offered.budget is None or wanted.budget <= 0 or offered.budget < 0:
        return None
    over = offered.budget / wanted.budget - 1.0
    reason = "budget_short" if over > 0 else "budget_enough"
    return _part(
        "budget", min(1.0, max(0.0, 1.0 - over)), reason, {"wanted": wanted.budget, "offered": offered.budget}
    )


def fit_parts(wanted: Card, offered: Card) -> tuple[Part, ...]:
    """The parts other than text for which both sides give the field, in a fixed order, with full weights."""
    judged = (f(wanted, offered) for f in (industry_part, trl_part, mode_part, budget_part, region_part))
    return tuple(part for part in judged if part is not None)


def _part(code: str, value: float, reason: str, detail: Mapping[str, Plain]) -> Part:
    return Part(code, value, WEIGHTS[code], reason, dict(detail))
