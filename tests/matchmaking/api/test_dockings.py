"""Dockings over the API: contacts after approval, step by step forward."""

import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from matchmaking.models import Docking
from tests import factories
from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/dockings/"


@pytest.fixture
def docking(people: People) -> Docking:
    """The enterprise and the lab are docking; nobody has been named responsible."""
    return factories.make_docking(
        administrator=people.dave,
        wanted=factories.make_listing("need", owner=people.enterprise),
        offered=factories.make_listing("achievement", owner=people.lab),
    )


def test_each_side_receives_the_other_s_contact(
    partner: APIClient, lab_partner: APIClient, people: People, docking: Docking
):
    contact = people.lab.contacts.get()

    body = partner.get(f"{PATH}{docking.pk}/").json()

    (released,) = body["contacts"]
    assert released.pop("at")
    assert released == {
        "name": contact.name,
        "position": "",
        "phone": contact.phone,
        "email": contact.email,
        "organization": {"id": str(people.lab.pk), "name": "测试冶金重点实验室", "kind": "lab"},
        "released_to": {"id": str(people.enterprise.pk), "name": "陇上测试铝业", "kind": "enterprise"},
        "basis": f"对接 {docking.number} 经管理员批准",
    }
    assert (body["match"], body["state"], body["manager"]) == (str(docking.match_id), "opened", None)
    assert body["next_states"] == [
        "visit",
        "negotiation",
        "sent_back",
        "on_hold",
        "terminated",
        "expired",
    ]
    other = lab_partner.get(f"{PATH}{docking.pk}/").json()["contacts"]
    assert [row["phone"] for row in other] == [people.enterprise.contacts.get().phone]


def test_outsiders_learn_nothing_of_it(visitor: APIClient, people: People, docking: Docking):
    oscar = session_of(people.oscar)

    assert oscar.get(f"{PATH}{docking.pk}/").status_code == 404
    assert oscar.post(f"{PATH}{docking.pk}/advance/", {"state": "visit"}).status_code == 404
    assert oscar.get(PATH).json()["results"] == []
    assert visitor.get(PATH).status_code == 401


def test_it_goes_forward_with_a_date_and_ends_with_a_reason(
    partner: APIClient, lab_partner: APIClient, docking: Docking
):
    path = f"{PATH}{docking.pk}/advance/"
    soon = (timezone.localdate() + dt.timedelta(days=14)).isoformat()

    undated = partner.post(path, {"state": "visit"})
    visit = partner.post(
        path, {"state": "visit", "next_step": "看现场", "next_deadline": soon, "note": "已约好"}
    ).json()
    skipped = lab_partner.post(path, {"state": "succeeded", "next_deadline": soon})
    unknown = lab_partner.post(path, {"state": "forgotten"})
    ended = lab_partner.post(path, {"state": "terminated"})
    final = lab_partner.post(path, {"state": "terminated", "reasons": ["4"], "note": "价格谈不拢"}).json()

    assert (undated.status_code, undated.json()["errors"][0]["pointer"]) == (422, "#/next_deadline")
    assert (visit["state"], visit["next_step"], visit["next_deadline"]) == ("visit", "看现场", soon)
    assert (skipped.status_code, skipped.json()["code"]) == (409, "illegal_transition")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "invalid_choice")
    assert (ended.status_code, {each["pointer"] for each in ended.json()["errors"]}) == (
        422,
        {"#/note", "#/reasons"},
    )
    assert [(step["new"], step["note"]) for step in final["transitions"]] == [
        ("opened", "匹配获批准"),
        ("visit", "已约好"),
        ("terminated", "价格谈不拢"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    partner: APIClient, people: People, django_assert_num_queries, rows: int
):
    for _row in range(rows):
        factories.make_docking(
            administrator=people.dave, wanted=factories.make_listing("need", owner=people.enterprise)
        )
    with django_assert_num_queries(2):  # token, dockings
        assert len(partner.get(PATH).json()["results"]) == rows


def test_a_list_is_narrowed(partner: APIClient, docking: Docking):
    last = docking.next_deadline
    queries = {
        "state=opened": 1,
        "state=visit": 0,
        f"match={docking.match_id}": 1,
        f"match={docking.pk}": 0,
        f"due_by={last}": 1,
        f"due_by={last - dt.timedelta(days=1)}": 0,
    }

    assert {query: len(partner.get(f"{PATH}?{query}").json()["results"]) for query in queries} == queries
