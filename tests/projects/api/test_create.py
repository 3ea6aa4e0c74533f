"""A partner system posts a need: what it must send, what it gets back, what is refused."""

import pytest
from rest_framework.test import APIClient

from projects.api.kinds import NEED_EXAMPLE
from projects.models import Listing, Need
from tests import factories
from tests.conftest import People
from tests.partner import session_of
from tests.secrets import secret_texts_there


def pointers(response) -> dict[str, str]:
    return {item["pointer"]: item["code"] for item in response.json()["errors"]}


def test_the_documented_example_becomes_a_draft(partner: APIClient, people: People):
    response = partner.post("/api/v1/needs/", {**NEED_EXAMPLE, "secret": "阴极内衬配方：只有我们知道"})

    assert response.status_code == 201
    body = response.json()
    assert {name: body[name] for name in NEED_EXAMPLE} == NEED_EXAMPLE
    assert (body["state"], body["owner"]["id"]) == ("draft", str(people.enterprise.pk))
    assert (body["secret"], body["details_visible"], body["revision"]) == (
        "阴极内衬配方：只有我们知道",
        True,
        1,
    )
    assert body["links"]["self"] == f"http://testserver/api/v1/needs/{body['id']}/"
    assert body["links"]["matches"] == f"http://testserver/api/v1/matches/?wanted={body['id']}"


@pytest.mark.parametrize(
    ("resource", "values"),
    [
        ("achievements", {"form": "process", "stage": "middle", "trl": 6, "asking_price": "800000.00"}),
        ("pilot-bases", {"services": ["process"], "trl_from": 4, "trl_to": 8}),
        ("scenarios", {"list_kind": "opportunity", "aspect": "upgrade", "starts_on": "2026-12-01"}),
        (
            "capabilities",
            {"work_kinds": ["testing"], "trl": 6, "track_record": "二十项", "lead_time": "两周"},
        ),
    ],
)
def test_every_kind_takes_its_own_fields(lab_partner: APIClient, people: People, resource: str, values: dict):
    response = lab_partner.post(f"/api/v1/{resource}/", {"title": "一条用于测试的信息", **values})

    assert response.status_code == 201
    assert {name: response.json()[name] for name in values} == values


def test_capabilities_are_of_labs_and_universities(partner: APIClient, people: People):
    response = partner.post("/api/v1/capabilities/", {"title": "一条用于测试的信息"})

    assert (response.status_code, response.json()["errors"]) == (
        422,
        [{"pointer": "#/owner", "detail": "能力由实验室和高校院所发布。", "code": "invalid"}],
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"colour": "red"}, {"#/colour": "unknown_field"}),
        ({"state": "published"}, {"#/state": "unknown_field"}),
        ({"a/b~c": 1}, {"#/a~1b~0c": "unknown_field"}),
        ({"title": ""}, {"#/title": "blank"}),
        ({"title": 12345}, {"#/title": "invalid"}),
        ({"title": "题" * 121}, {"#/title": "max_length"}),
        ({"title": "隐\u200b形字符"}, {"#/title": "control_character"}),
        ({"trl": "7"}, {"#/trl": "invalid"}),
        ({"trl": True}, {"#/trl": "invalid"}),
        ({"trl": 14}, {"#/trl": "max_value"}),
        ({"trl": 10**30}, {"#/trl": "max_value"}),
        ({"keywords": "节能"}, {"#/keywords": "not_a_list"}),
        ({"keywords": ["好", 7]}, {"#/keywords/1": "invalid"}),
        ({"keywords": ["词"] * 51}, {"#/keywords": "max_length"}),
        ({"industries": ["9999"]}, {"#/industries": "invalid"}),
        ({"expires_on": "2026-02-30"}, {"#/expires_on": "invalid"}),
        ({"expires_on": "2020-01-01"}, {"#/expires_on": "invalid"}),
        ({"disclosure": "PUBLIC"}, {"#/disclosure": "invalid_choice"}),
        ({"targets": [{"indicator": "电耗"}]}, {"#/targets/0/target_value": "required"}),
        (
            {"targets": [{"indicator": "电耗", "target_value": "1", "colour": "x"}]},
            {"#/targets/0/colour": "unknown_field"},
        ),
        ({"colour": 1, "trl": "7"}, {"#/colour": "unknown_field", "#/trl": "invalid"}),
    ],
)
def test_what_is_wrong_is_pointed_at_and_nothing_is_saved(
    partner: APIClient, people: People, values: dict, expected: dict
):
    response = partner.post("/api/v1/needs/", {"title": "一条用于测试的需求", **values})

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert pointers(response) == expected
    assert Listing.objects.count() == 0


def test_a_foreign_contact_or_owner_answers_like_one_that_does_not_exist(partner: APIClient, people: People):
    foreign = {"contact": people.lab.contacts.get().pk, "owner": people.lab.pk}
    missing = dict.fromkeys(foreign, "00000000-0000-4000-8000-000000000000")

    answers = []
    for values in (foreign, missing):
        body = partner.post("/api/v1/needs/", {"title": "一条用于测试的需求", **values}).json()
        answers.append((body["status"], body["errors"]))

    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert Listing.objects.count() == 0


def test_somebody_who_acts_for_two_must_name_the_owner(people: People):
    alice = people.alice
    factories.Membership.objects.create(organization=people.outside, user=alice, role="editor")
    client = session_of(alice)

    unnamed = client.post("/api/v1/needs/", {"title": "一条用于测试的需求"})
    named = client.post("/api/v1/needs/", {"title": "一条用于测试的需求", "owner": str(people.outside.pk)})

    assert (unnamed.status_code, pointers(unnamed)) == (422, {"#/owner": "invalid"})
    assert (named.status_code, named.json()["owner"]["id"]) == (201, str(people.outside.pk))


def test_the_same_source_number_is_taken_once(partner: APIClient, people: People):
    values = {"title": "一条用于测试的需求", "external_id": "ERP-1"}
    assert partner.post("/api/v1/needs/", values).status_code == 201

    again = partner.post("/api/v1/needs/", values)

    assert again.status_code == 422
    assert list(pointers(again)) == ["#"]
    assert Need.objects.count() == 1


def test_editing_changes_only_what_is_named(partner: APIClient, people: People):
    need = factories.make_listing("need", owner=people.enterprise, publish=False, keywords=["铝"])
    path = f"/api/v1/needs/{need.pk}/"

    body = partner.patch(path, {"title": "改过的需求标题", "secret": "新的保密内容"}).json()

    assert (body["title"], body["keywords"], body["secret"]) == ("改过的需求标题", ["铝"], "新的保密内容")
    assert body["revision"] == 2
    assert partner.patch(path, {"secret": ""}).json()["secret"] is None
    assert secret_texts_there() == []
    assert pointers(partner.patch(path, {"owner": str(people.lab.pk)})) == {"#/owner": "unknown_field"}
