"""Matches over the API: who reads them, what the sides say, what the administrator decides."""

import pytest
from rest_framework.test import APIClient

from matchmaking.engine.learning.calibration import DEFAULT
from matchmaking.models import Match
from projects.models import Listing
from tests import factories
from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/matches/"


@pytest.fixture
def match(people: People) -> Match:
    """A recommended match between the enterprise's need and the lab's achievement."""
    return factories.make_match(
        wanted=factories.make_listing("need", owner=people.enterprise, title="电解槽节能需求"),
        offered=factories.make_listing("achievement", owner=people.lab, title="槽控系统成果"),
        score=0.625,
    )


def act(client: APIClient, match: Match, verb: str, body: dict | None = None) -> tuple[int, str]:
    """Status, and the new state or the error's code."""
    response = client.post(f"{PATH}{match.pk}/{verb}/", body or {})
    answer = response.json()
    return response.status_code, answer.get("state") or answer["code"]


def reference(listing: Listing) -> dict[str, object]:
    return {
        "id": str(listing.pk),
        "kind": listing.kind,
        "number": listing.number,
        "title": listing.title,
        "summary": "用于测试的摘要。",
        "region": "",
        "state": "published",
        "owner": {"id": str(listing.owner.pk), "name": listing.owner.name, "kind": listing.owner.kind},
    }


def test_a_match_says_who_how_well_and_why(partner: APIClient, match: Match):
    body = partner.get(f"{PATH}{match.pk}/").json()

    assert body.pop("created")
    assert body == {
        "id": str(match.pk),
        "relation": "need_achievement",
        "state": "recommended",
        "score": 0.625,
        "band": "low",  # by the probability, which the likeness of the texts (.1) gives
        "probability": round(DEFAULT.probability(0.1), 4),
        "conflict": "",
        "wanted": reference(match.wanted),
        "offered": reference(match.offered),
        "my_sides": ["wanted"],
        "reasons": ["共同关键词：测试", "文本内容相关"],
        "parts": [{"code": "text", "value": 0.625, "weight": 1.0, "reason": "text_fair"}],
        "terms": [{"term": "测试", "share": 0.5}],
        "verdicts": [],
        "grades": [],
        "docking": None,
        "model_version": "test",
        "wanted_revision": 1,
        "offered_revision": 1,
        "transitions": [],
        "overrides": [],
        "copies": [],
    }


def test_only_parties_and_staff_see_it(
    partner: APIClient, lab_partner: APIClient, visitor: APIClient, people: People, match: Match
):
    path = f"{PATH}{match.pk}/"
    clients = {
        "partner": partner,
        "lab": lab_partner,
        "broker": session_of(people.carol),
        "administrator": session_of(people.dave),
        "outsider": session_of(people.oscar),
        "visitor": visitor,
    }

    seen = {name: client.get(path).status_code for name, client in clients.items()}
    acted = {
        name: clients[name].post(f"{path}interest/").status_code for name in ("outsider", "visitor", "broker")
    }

    assert seen == {
        "partner": 200,
        "lab": 200,
        "broker": 200,
        "administrator": 200,
        "outsider": 404,
        "visitor": 401,
    }
    assert acted == {"outsider": 404, "visitor": 401, "broker": 403}
    assert clients["outsider"].get(PATH).json()["results"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    partner: APIClient, people: People, django_assert_num_queries, rows: int
):
    for _row in range(rows):
        factories.make_match(wanted=factories.make_listing("need", owner=people.enterprise))
    with django_assert_num_queries(5):  # token, matches, verdicts, grades, the curve of the model
        assert len(partner.get(PATH).json()["results"]) == rows


def test_a_list_is_narrowed(partner: APIClient, people: People, match: Match):
    other = factories.make_match(wanted=match.wanted, score=0.25)
    queries = {
        "": [match, other],
        f"?wanted={match.wanted.pk}": [match, other],
        f"?offered={match.offered.pk}": [match],
        "?min_score=0.5": [match],
        "?state=mutual": [],
        f"?wanted={match.offered.pk}": [],
        "?ordering=-created": [other, match],
    }

    found = {query: [row["id"] for row in partner.get(PATH + query).json()["results"]] for query in queries}

    assert found == {query: [str(row.pk) for row in rows] for query, rows in queries.items()}
    assert partner.get(f"{PATH}?min_score=2").status_code == 400


def test_interest_on_both_sides_and_an_approval_open_the_docking(
    partner: APIClient, lab_partner: APIClient, people: People, match: Match
):
    dave = session_of(people.dave)

    assert act(dave, match, "approve") == (409, "illegal_transition")
    assert act(partner, match, "interest", {"note": "想先看数据"}) == (200, "interested")
    assert act(partner, match, "interest") == (409, "illegal_transition")
    assert act(lab_partner, match, "interest") == (200, "mutual")
    assert act(partner, match, "approve") == (403, "not_allowed")
    assert act(session_of(people.carol), match, "approve") == (403, "not_allowed")
    approved = dave.post(f"{PATH}{match.pk}/approve/", {"note": "同意", "manager": str(people.carol.pk)})
    assert (approved.status_code, approved.json()["state"]) == (201, "opened")
    assert approved.json()["manager"] == {"id": str(people.carol.pk), "name": "卡萝"}
    assert act(dave, match, "approve") == (409, "illegal_transition")

    body = lab_partner.get(f"{PATH}{match.pk}/").json()
    assert (body["state"], body["docking"]) == ("approved", approved.json()["id"])
    assert [(verdict["side"], verdict["verdict"], verdict["note"]) for verdict in body["verdicts"]] == [
        ("offered", "interest", ""),
        ("wanted", "interest", "想先看数据"),
    ]
    assert [step["new"] for step in body["transitions"]] == ["interested", "mutual", "approved"]


def test_a_no_has_reasons_the_other_side_reads_and_may_be_taken_back(
    partner: APIClient, lab_partner: APIClient, match: Match
):
    assert act(lab_partner, match, "decline") == (422, "invalid")
    assert act(lab_partner, match, "decline", {"reasons": []}) == (422, "invalid")
    assert act(lab_partner, match, "decline", {"reasons": ["99"]}) == (422, "invalid")
    assert act(lab_partner, match, "decline", {"reasons": ["1", "3"], "note": "差得远"}) == (200, "declined")
    (verdict,) = partner.get(f"{PATH}{match.pk}/").json()["verdicts"]
    assert (verdict["side"], verdict["reasons"], verdict["note"]) == ("offered", ["1", "3"], "差得远")
    assert act(partner, match, "reconsider") == (409, "illegal_transition")
    assert act(lab_partner, match, "reconsider") == (200, "recommended")


def test_a_later_word_replaces_the_earlier_one_and_its_time(partner: APIClient, match: Match):
    act(partner, match, "interest", {"note": "想先看数据"})
    act(partner, match, "decline", {"reasons": ["3"], "note": "尚不成熟"})

    body = partner.get(f"{PATH}{match.pk}/").json()

    (verdict,) = body["verdicts"]
    assert (verdict["verdict"], verdict["reasons"], verdict["note"]) == ("decline", ["3"], "尚不成熟")
    assert verdict["at"] > body["transitions"][0]["at"]


def test_an_administrator_gives_a_reason_for_a_refusal(partner: APIClient, people: People):
    match = factories.make_mutual_match(wanted=factories.make_listing("need", owner=people.enterprise))
    dave = session_of(people.dave)

    assert act(dave, match, "reject") == (422, "invalid")
    assert act(dave, match, "reject", {"reasons": ["1"], "note": "行业不符"}) == (200, "rejected")
    assert partner.get(f"{PATH}{match.pk}/").json()["transitions"][-1]["note"] == "行业不符"


def test_a_manager_is_a_broker_and_nobody_else(partner: APIClient, people: People):
    match = factories.make_mutual_match(wanted=factories.make_listing("need", owner=people.enterprise))

    for person in (people.alice.pk, "00000000-0000-4000-8000-000000000000", 17):
        body = session_of(people.dave).post(f"{PATH}{match.pk}/approve/", {"manager": str(person)}).json()
        assert (body["status"], [error["pointer"] for error in body["errors"]]) == (422, ["#/manager"])
    match.refresh_from_db()
    assert match.state == "mutual"
