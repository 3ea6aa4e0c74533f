"""The parts of a score as a person sees them: a name, a bar, a sentence, and whether it speaks for the pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from matchmaking.domain.reasons import part_sentence

Fit = Literal["good", "near", "poor"]
PART_LABELS = {
    "text": _("文字内容"),
    "semantic": _("语义"),
    "industry": _("行业"),
    "trl": _("成熟度"),
    "mode": _("合作方式"),
    "budget": _("预算"),
    "region": _("地域"),
}
GOOD, NEAR = 0.75, 0.35  # values from which a part is called so


@dataclass(frozen=True)
class PartBar:
    """One part: `value` 0..1 is the bar, `weight` 0..1 what it counts for in the score."""

    code: str
    label: str
    value: float
    weight: float
    sentence: str

    @property
    def fit(self) -> Fit:
        return "good" if self.value >= GOOD else "near" if self.value >= NEAR else "poor"

    @property
    def percent(self) -> int:
        return round(self.value * 100)

    @property
    def share(self) -> int:
        return round(self.weight * 100)


def part_bars(parts: Iterable[Mapping[str, Any]]) -> list[PartBar]:
    """Parts as stored with a match, the weightiest first."""
    return [
        PartBar(
            part["code"],
            str(PART_LABELS.get(part["code"], part["code"])),
            part["value"],
            part["weight"],
            part_sentence(part),
        )
        for part in sorted(parts, key=lambda part: -part["weight"])
    ]
