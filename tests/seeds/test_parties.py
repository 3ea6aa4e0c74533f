"""Organizations and people of the demo province."""

import datetime as dt

from stdnum.cn import uscc

from tests.seeds.files import codes, province, vocabulary

ORGANIZATIONS = province("organizations")
PEOPLE = province("people")


def test_organizations_of_each_kind_and_place() -> None:
    assert len(ORGANIZATIONS) == 89
    assert {row["kind"] for row in ORGANIZATIONS} == codes("org_kind")
    prefectures = {row["code"] for row in vocabulary("region") if row["parent"] in {"620000", "620100"}}
    assert {row["region"] for row in ORGANIZATIONS} == prefectures
    assert len({row["key"] for row in ORGANIZATIONS}) == len({row["name"] for row in ORGANIZATIONS}) == 89


def test_credit_codes_are_valid_unique_and_visibly_invented() -> None:
    numbers = [row["credit_code"] for row in ORGANIZATIONS]
    assert [number for number in numbers if uscc.validate(number) != number] == []
    assert len(set(numbers)) == len(numbers)
    assert {number[8:12] for number in numbers} == {"DEM0"}


def test_codes_of_organizations_are_known() -> None:
    assert {code for row in ORGANIZATIONS for code in row["industries"]} <= codes("industry")
    assert {code for row in ORGANIZATIONS for code in row["disciplines"]} <= codes("discipline")
    assert {row["lab_tier"] for row in ORGANIZATIONS} - {""} <= codes("lab_tier")
    assert {row["size"] for row in ORGANIZATIONS} == {"large", "medium", "small", "micro"}


def test_parents_come_before_their_children() -> None:
    seen: set[str | None] = {None}
    for row in ORGANIZATIONS:
        assert row["parent"] in seen, row["key"]
        seen.add(row["key"])


def test_fourteen_national_key_laboratories_and_two_joint_ones() -> None:
    tiers = [row["lab_tier"] for row in ORGANIZATIONS]
    assert tiers.count("L2") == 14
    assert tiers.count("L3") == 2


def test_enterprises_of_every_class_and_dates_in_order() -> None:
    labels = [label for row in ORGANIZATIONS for label in row["labels"]]
    assert {label["code"] for label in labels} >= codes("enterprise_label") - {"LJ"}
    for label in labels:
        until = label["valid_to"] or "9999-12-31"
        assert dt.date.fromisoformat(label["valid_from"]) < dt.date.fromisoformat(until)


def test_claimed_labels_are_new_to_an_enterprise_that_has_an_owner() -> None:
    owned = {row["organization"] for row in PEOPLE if row["role"] == "owner"}
    held = {row["key"]: {label["code"] for label in row["labels"]} for row in ORGANIZATIONS}
    claimed = province("claimed_labels")
    assert len(claimed) == 1
    for row in claimed:
        assert row["organization"] in owned
        assert row["code"] in codes("enterprise_label") - held[row["organization"]]
        assert row["valid_from_days"] < 0 < row["valid_to_days"]


def test_texts_and_contacts() -> None:
    for row in ORGANIZATIONS:
        assert 30 <= len(row["introduction"]) <= 150, row["key"]
        assert row["name_en"], row["key"]
        assert row["name_en"].isascii(), row["key"]
        assert row["website"].endswith(".example.cn")
        assert row["contact"]["email"].endswith(".example.cn")
        assert row["contact"]["phone"].split("-")[1].startswith("000")


def test_people_have_the_four_roles_and_invented_numbers() -> None:
    keys = {row["key"] for row in ORGANIZATIONS}
    assert {row["role"] for row in PEOPLE} >= {"administrator", "broker", "owner", "editor", "viewer"}
    assert {row["organization"] for row in PEOPLE} - {None} <= keys
    assert [row["email"] for row in PEOPLE if not row["email"].endswith("@example.com")] == []
    assert [row["phone"] for row in PEOPLE if not row["phone"].startswith("1990000")] == []
    for field in ("email", "phone"):
        assert len({row[field] for row in PEOPLE}) == len(PEOPLE)


def test_the_people_of_the_story() -> None:
    role = {row["email"]: (row["role"], row["organization"]) for row in PEOPLE}
    assert role["enterprise@example.com"] == ("owner", "ent-yaoling")
    assert role["viewer@example.com"] == ("viewer", "ent-yaoling")
    assert role["lab@example.com"] == ("owner", "lab-electrolysis")
    assert role["outsider@example.com"] == ("owner", "ent-huiqiao")
    assert role["admin@example.com"][0] == "administrator"
    assert role["broker@example.com"][0] == "broker"


def test_about_half_are_trusted_and_the_story_is() -> None:
    trusted = {row["key"] for row in ORGANIZATIONS if row["trusted"]}
    assert {"ent-yaoling", "lab-electrolysis"} <= trusted
    assert 0.4 < len(trusted) / len(ORGANIZATIONS) < 0.6
