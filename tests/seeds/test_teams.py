"""Consortia, challenges and evaluations of the demo province name what is there, and shares sum to the whole."""

from decimal import Decimal

from tests.seeds.files import province

NEEDS = {row["key"]: row for row in province("needs")}
ACHIEVEMENTS = {row["key"]: row for row in province("achievements")}
ORGANIZATIONS = {row["key"]: row for row in province("organizations")}


def test_a_consortium_is_led_by_the_enterprise_of_a_published_need():
    for row in province("consortia"):
        need = NEEDS[row["need"]]
        assert (need["state"], ORGANIZATIONS[need["owner"]]["kind"]) == ("published", "enterprise"), row[
            "need"
        ]
        for member in row["members"]:
            card = ACHIEVEMENTS[member["achievement"]]
            assert card["state"] == "published", member
            assert card["owner"] != need["owner"], member


def test_the_shares_of_a_consortium_sum_to_the_whole():
    sums = [sum(Decimal(task["share"]) for task in row["tasks"]) for row in province("consortia")]
    assert sums == [Decimal(100), 0]


def test_bids_are_made_with_published_achievements_of_others():
    for row in province("challenges"):
        assert ORGANIZATIONS[row["owner"]]["kind"] == "enterprise", row["title"]
        for bid in row["bids"]:
            card = ACHIEVEMENTS[bid["achievement"]]
            assert (card["state"], card["owner"] != row["owner"]) == ("published", True), bid


def test_one_challenge_waits_for_an_administrator_without_bids():
    waiting = [row for row in province("challenges") if row["state"] == "submitted"]
    assert [(row["owner"], row["bids"]) for row in waiting] == [("ent-kongling", [])]
    assert not ORGANIZATIONS["ent-kongling"]["trusted"]  # it would publish by itself


def test_evaluations_ask_people_of_other_institutions():
    institutions = {key: row["parent"] or key for key, row in ORGANIZATIONS.items()}
    people = {row["email"]: row["organization"] for row in province("people")}
    for row in province("evaluations"):
        owner = institutions[ACHIEVEMENTS[row["achievement"]]["owner"]]
        reviewers = [institutions[people[each["reviewer"]]] for each in row["opinions"]]
        assert len(reviewers) >= 2, row["achievement"]
        assert owner not in reviewers, row["achievement"]
