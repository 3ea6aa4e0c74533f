"""Needs, achievements, pilot bases, scenarios and capabilities of the demo province."""

import datetime as dt
from collections import Counter

import pytest

from tests.seeds.files import KINDS, codes, fits, listings, province

OWNERS = {row["key"] for row in province("organizations")}
# field → vocabulary; for lists and single codes alike
SCHEMES = {
    "region": "region",
    "industries": "industry",
    "disciplines": "discipline",
    "modes": "coop_mode",
    "disclosure": "disclosure",
    "need_type": "need_type",
    "effects": "effect",
    "urgency": "urgency",
    "budget_band": "budget_band",
    "organise": "organise",
    "form": "achievement_form",
    "nature": "achievement_nature",
    "stage": "achievement_stage",
    "level": "achievement_level",
    "ip_kinds": "ip_kind",
    "ip_state": "ip_state",
    "ownership": "ownership",
    "pricing_method": "pricing_method",
    "payment_modes": "payment_mode",
    "services": "pilot_service",
    "base_kind": "pilot_kind",
    "domain": "pilot_domain",
    "list_kind": "scenario_list",
    "aspect": "scenario_aspect",
    "size": "scenario_size",
    "work_kinds": "capability_kind",
}
LENGTHS = {
    "needs": (150, 350),
    "achievements": (150, 300),
    "pilot_bases": (70, 300),
    "scenarios": (60, 300),
    "capabilities": (60, 300),
}


def test_how_many_there_are() -> None:
    assert {kind: len(province(kind)) for kind in KINDS} == {
        "needs": 96,
        "achievements": 138,
        "pilot_bases": 15,
        "scenarios": 19,
        "capabilities": 14,
    }


def test_the_story_comes_first() -> None:
    assert (province("needs")[0]["key"], province("needs")[0]["owner"]) == (
        "need-anode-effect",
        "ent-yaoling",
    )
    first = province("achievements")[0]
    assert (first["key"], first["owner"]) == ("ach-cell-state", "lab-electrolysis")


@pytest.mark.parametrize("field", ["key", "title", "description", "summary"])
def test_nothing_is_there_twice(field: str) -> None:
    assert [text for text, times in Counter(row[field] for _, row in listings()).items() if times > 1] == []


def test_owners_exist() -> None:
    assert {row["owner"] for _, row in listings()} <= OWNERS


@pytest.mark.parametrize("field", SCHEMES)
def test_codes_are_known(field: str) -> None:
    values = [row[field] for _, row in listings() if row.get(field)]
    used = {code for value in values for code in (value if isinstance(value, list) else [value])}
    assert values
    assert used <= codes(SCHEMES[field])


@pytest.mark.parametrize("kind", KINDS)
def test_lengths(kind: str) -> None:
    shortest, longest = LENGTHS[kind]
    for row in province(kind):
        assert shortest <= len(row["description"]) <= longest, (row["key"], len(row["description"]))
        assert 15 <= len(row["summary"]) <= 120, row["key"]
        assert 6 <= len(row["title"]) <= 40, row["key"]
        assert 2 <= len(row["keywords"]) <= 5, row["key"]


def test_states_and_days() -> None:
    assert {row["state"] for _, row in listings()} == {"published", "submitted", "draft"}
    for _, row in listings():
        assert (row["published_days_ago"] is not None) == (row["state"] == "published"), row["key"]
        assert 10 <= row["expires_in_days"] <= 730, row["key"]


def test_disclosure_is_mostly_public_and_secrets_are_behind_it() -> None:
    levels = Counter(row["disclosure"] for row in province("needs"))
    assert set(levels) == codes("disclosure")
    assert levels["public"] > len(province("needs")) / 2
    assert {row["disclosure"] for _, row in listings() if row.get("secret")} == {"interest", "nda"}


def test_needs_have_quantified_targets() -> None:
    for row in province("needs"):
        assert 1 <= len(row["targets"]) <= 5, row["key"]
        for target in row["targets"]:
            assert all(target[name] for name in ("indicator", "target_value", "test_method")), row["key"]
            assert target["unit"] in codes("unit") | {""}, (row["key"], target["unit"])
            assert max(len(target["current_value"]), len(target["target_value"])) <= 50
            assert len(target["test_method"]) <= 200


def test_achievements_say_what_a_buyer_asks() -> None:
    for row in province("achievements"):
        assert row["trl"] in range(1, 14), row["key"]
        assert row["ownership"] != "O7", row["key"]
        assert all(row[name] for name in ("ip_kinds", "advantages", "economics", "team")), row["key"]
        assert len(row["keywords"]) == 3, row["key"]


def test_pilot_bases_lift_readiness() -> None:
    for row in province("pilot_bases"):
        assert row["trl_from"] < row["trl_to"], row["key"]
        assert all(row[name] for name in ("services", "equipment", "price_note")), row["key"]


def test_scenarios_end_after_they_start() -> None:
    for row in province("scenarios"):
        assert dt.date.fromisoformat(row["starts_on"]) < dt.date.fromisoformat(row["ends_on"]), row["key"]


def test_fits_name_what_exists() -> None:
    needs = {row["key"] for row in province("needs")}
    achievements = {row["key"] for row in province("achievements")}
    pairs = [(row["need"], row["achievement"]) for row in fits()]
    assert len(set(pairs)) == len(pairs)
    assert {need for need, _ in pairs} <= needs
    assert {achievement for _, achievement in pairs} <= achievements
    assert {row["level"] for row in fits()} == {"1", "2", "3"}
    assert max(Counter(need for need, _ in pairs).values()) <= 4


def test_some_needs_are_gaps_nobody_fits() -> None:
    answered = {row["need"] for row in fits()}
    assert {row["key"] for row in province("needs")} - answered == {
        "need-ceramic-talent",
        "need-cu-foil",
        "need-dialect",
        "need-dicing",
        "need-exchanger-fouling",
        "need-lily",
        "need-pepper-pick",
        "need-perovskite",
        "need-uav-finance",
    }
