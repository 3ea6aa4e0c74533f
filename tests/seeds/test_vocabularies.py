"""Vocabularies: complete, in two languages, with parents that exist."""

import pytest

from tests.seeds.files import SEEDS, codes, vocabulary

SCHEMES = sorted(path.stem for path in (SEEDS / "vocabularies").glob("*.csv"))
SIZES = {
    "achievement_form": 9,
    "achievement_level": 4,
    "achievement_nature": 3,
    "achievement_stage": 3,
    "budget_band": 7,
    "capability_kind": 8,
    "contract_type": 27,
    "coop_mode": 17,
    "decline_reason": 14,
    "diligence_item": 18,
    "disclosure": 4,
    "discipline": 68,
    "effect": 7,
    "enterprise_label": 9,
    "exit_reason": 14,
    "fin_product": 10,
    "first_set_kind": 3,
    "future_industry": 10,
    "industry": 165,
    "ip_kind": 8,
    "ip_state": 7,
    "lab_tier": 13,
    "need_type": 9,
    "org_kind": 8,
    "organise": 6,
    "ownership": 7,
    "payment_mode": 9,
    "pilot_domain": 6,
    "pilot_kind": 2,
    "pilot_service": 5,
    "pricing_method": 5,
    "region": 50,
    "scenario_aspect": 5,
    "scenario_list": 2,
    "scenario_size": 3,
    "tech_field": 11,
    "trl13": 13,
    "unit": 117,
    "urgency": 3,
}


def test_every_scheme_is_there_with_all_its_terms() -> None:
    assert {scheme: len(vocabulary(scheme)) for scheme in SCHEMES} == SIZES


@pytest.mark.parametrize("scheme", SCHEMES)
def test_codes_are_unique_and_named_in_both_languages(scheme: str) -> None:
    rows = vocabulary(scheme)
    assert set(rows[0]) == {"code", "zh", "en", "valid_from", "valid_to", "parent"}
    assert len(codes(scheme)) == len(rows)
    assert [row for row in rows if not (row["code"] and row["zh"] and row["en"])] == []
    assert [row["code"] for row in rows if max(len(row["code"]), len(row["parent"])) > 30] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_parents_exist(scheme: str) -> None:
    assert {row["parent"] for row in vocabulary(scheme)} - {""} <= codes(scheme)


@pytest.mark.parametrize("scheme", sorted(set(SCHEMES) - {"unit"}))
def test_chinese_and_english_differ(scheme: str) -> None:
    assert [row["code"] for row in vocabulary(scheme) if row["zh"] == row["en"]] == []


def test_the_fourteen_prefectures_of_gansu() -> None:
    under_gansu = {row["code"] for row in vocabulary("region") if row["parent"] == "620000"}
    numbered = [*range(620100, 621300, 100), 622900, 623000]
    assert under_gansu == {str(code) for code in numbered} | {"629001"}


def test_industry_classes_have_a_division_and_divisions_a_section() -> None:
    rows = {row["code"]: row for row in vocabulary("industry")}
    assert sorted(code for code in rows if len(code) == 1) == list("ABCDEFGHIJKLMNOPQRST")
    assert {len(rows[code]["parent"]) for code in rows if len(code) == 2} == {1}
    assert [code for code in rows if len(code) == 4 and rows[code]["parent"] != code[:2]] == []


def test_level_two_disciplines_stand_under_their_own() -> None:
    rows = vocabulary("discipline")
    assert len([row for row in rows if len(row["code"]) == 3]) == 62
    assert [row for row in rows if len(row["code"]) == 5 and row["parent"] != row["code"][:3]] == []
