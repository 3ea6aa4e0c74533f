"""The parts of a score other than text."""

from typing import Any

import pytest

from matchmaking.engine.parts import WEIGHTS, fit_parts
from matchmaking.engine.reasons import SENTENCES
from matchmaking.engine.types import Card


def only(wanted: dict[str, Any], offered: dict[str, Any]) -> tuple[str, float, str]:
    (part,) = fit_parts(Card("n", "需求", **wanted), Card("a", "成果", **offered))
    assert part.weight == WEIGHTS[part.code]
    assert part.reason in SENTENCES
    return part.code, part.value, part.reason


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [
        ({"industries": ("3216",)}, {"industries": ("3216", "65")}, ("industry", 1.0, "industry_class")),
        ({"industries": ("3216",)}, {"industries": ("3211",)}, ("industry", 0.6, "industry_division")),
        ({"industries": ("3216",)}, {"industries": ("2614",)}, ("industry", 0.3, "industry_section")),
        ({"industries": ("3216",)}, {"industries": ("0111",)}, ("industry", 0.0, "industry_other")),
        ({"trl": 6}, {"trl": 8}, ("trl", 1.0, "trl_reached")),
        ({"trl": 6}, {"trl": 6}, ("trl", 1.0, "trl_reached")),
        ({"trl": 6}, {"trl": 5}, ("trl", 0.75, "trl_short")),
        ({"trl": 6}, {"trl": 1}, ("trl", 0.0, "trl_short")),
        ({"region": "620100"}, {"region": "620102"}, ("region", 1.0, "region_prefecture")),
        ({"region": "620100"}, {"region": "620200"}, ("region", 0.5, "region_province")),
        ({"region": "620000"}, {"region": "620000"}, ("region", 0.5, "region_province")),
        ({"region": "620100"}, {"region": "610100"}, ("region", 0.0, "region_other")),
        ({"modes": ("M2", "M8")}, {"modes": ("M8", "M7")}, ("mode", 0.5, "mode_common")),
        ({"modes": ("M2",)}, {"modes": ("M6",)}, ("mode", 0.5, "mode_open")),
        ({"modes": ("M2",)}, {"modes": ("M8",)}, ("mode", 0.0, "mode_none")),
        ({"budget": 100}, {"budget": 100}, ("budget", 1.0, "budget_enough")),
        ({"budget": 100}, {"budget": 0}, ("budget", 1.0, "budget_enough")),
        ({"budget": 100}, {"budget": 150}, ("budget", 0.5, "budget_short")),
        ({"budget": 100}, {"budget": 900}, ("budget", 0.0, "budget_short")),
    ],
)
def test_a_part(wanted: dict[str, Any], offered: dict[str, Any], expected: tuple[str, float, str]) -> None:
    assert only(wanted, offered) == expected


@pytest.mark.parametrize(
    "field", [{"industries": ("32",)}, {"trl": 3}, {"region": "620100"}, {"modes": ("M2",)}, {"budget": 5}]
)
def test_a_field_of_one_side_says_nothing(field: dict[str, Any]) -> None:
    assert fit_parts(Card("n", "需求", **field), Card("a", "成果")) == ()
    assert fit_parts(Card("n", "需求"), Card("a", "成果", **field)) == ()


def test_the_weights_are_the_documented_ones() -> None:
    assert WEIGHTS == {
        "text": 0.64,
        "industry": 0.14,
        "trl": 0.1,
        "mode": 0.05,
        "budget": 0.04,
        "region": 0.03,
    }
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
