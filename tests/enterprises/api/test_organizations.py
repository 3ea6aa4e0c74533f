"""Organizations over the API: who is shown, how one registers and is verified."""

import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from enterprises.models import Membership, Organization, OrganizationLabel
from tests import factories
from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/organizations/"
PROFILE = {
    "kind": "enterprise",
    "name": "新来的测试企业",
    "credit_code": "91620100TESTA00AA0",
    "region": "620200",
    "industries": ["3216"],
    "introduction": "做铝的。",
}


def profile(**values) -> dict:
    return {**PROFILE, "credit_code": factories.credit_code(90000), **values}


def names(response) -> list[str]:
    assert response.status_code == 200
    return [row["name"] for row in response.json()["results"]]


def test_verified_organizations_are_public_and_one_s_own_always_visible(visitor: APIClient, people: People):
    hidden = factories.make_organization("还没认证的企业", verified=False)
    member = factories.make_user(organization=hidden)
    public = ["不相干的测试公司", "测试冶金重点实验室", "陇上测试铝业"]

    assert sorted(names(visitor.get(PATH))) == public
    assert sorted(names(session_of(member).get(PATH))) == sorted([*public, "还没认证的企业"])
    assert sorted(names(session_of(people.dave).get(PATH))) == sorted([*public, "还没认证的企业"])
    assert visitor.get(f"{PATH}{hidden.pk}/").status_code == 404
    assert session_of(people.oscar).get(f"{PATH}{hidden.pk}/").status_code == 404


def test_contacts_and_trust_are_for_one_s_own_people(
    visitor: APIClient, partner: APIClient, lab_partner: APIClient, people: People
):
    path = f"{PATH}{people.enterprise.pk}/"
    contact = people.enterprise.contacts.get()

    own = partner.get(path).json()

    assert own["trusted"] is True
    assert own["contacts"] == [
        {
            "id": str(contact.pk),
            "name": contact.name,
            "position": "",
            "phone": contact.phone,
            "email": contact.email,
            "is_primary": True,
        }
    ]
    for client in (visitor, lab_partner, session_of(people.oscar)):
        other = client.get(path)
        assert (other.json()["contacts"], other.json()["trusted"]) == (None, None)
        assert contact.phone not in other.content.decode()
    assert session_of(people.carol).get(path).json()["contacts"] is None


def test_labels_count_while_they_are_valid(visitor: APIClient, people: People):
    today = timezone.localdate()
    OrganizationLabel.objects.create(organization=people.enterprise, code="GX", valid_to=today)
    OrganizationLabel.objects.create(
        organization=people.enterprise, code="KX", valid_to=today - dt.timedelta(days=1)
    )

    labels = visitor.get(f"{PATH}{people.enterprise.pk}/").json()["labels"]

    assert labels == [{"code": "GX", "valid_from": None, "valid_to": today.isoformat()}]


def test_a_parent_that_is_not_public_is_not_named(visitor: APIClient, people: People):
    parent = factories.make_organization("还没认证的高校", kind="university", verified=False)
    Organization.objects.filter(pk=people.lab.pk).update(parent=parent)

    assert visitor.get(f"{PATH}{people.lab.pk}/").json()["parent"] is None
    shown = session_of(people.dave).get(f"{PATH}{people.lab.pk}/").json()["parent"]
    assert shown == {"id": str(parent.pk), "name": "还没认证的高校", "kind": "university"}


def test_a_parent_that_is_not_public_is_not_a_filter_either(visitor: APIClient, people: People):
    """Who asks for the children of a hidden organization reads what they read of one that does not exist."""
    parent = factories.make_organization("还没认证的高校", kind="university", verified=False)
    Organization.objects.filter(pk=people.lab.pk).update(parent=parent)
    hidden, none = (f"{PATH}?parent={pk}" for pk in (parent.pk, "00000000-0000-4000-8000-000000000000"))

    for client in (visitor, session_of(people.oscar)):
        assert client.get(hidden).content == client.get(none).content
        assert names(client.get(hidden)) == []
    assert names(session_of(people.dave).get(hidden)) == ["测试冶金重点实验室"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=冶金", ["测试冶金重点实验室"]),
        ("kind=lab", ["测试冶金重点实验室"]),
        ("region=620000&kind=lab", ["测试冶金重点实验室"]),
        ("region=110000", []),
        ("industry=C", ["嘉峪关测试钢厂"]),
        ("region=620200", ["嘉峪关测试钢厂"]),
    ],
)
def test_a_filter_finds(visitor: APIClient, people: People, query: str, found: list[str]):
    factories.make_organization("嘉峪关测试钢厂", region="620200", industries=["31"])

    assert names(visitor.get(f"{PATH}?{query}")) == found


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    visitor: APIClient, vocabularies: None, django_assert_num_queries, rows: int
):
    for _row in range(rows):
        factories.make_organization(parent=factories.make_organization(verified=False))
    with django_assert_num_queries(2):  # organizations with parents, labels
        assert len(visitor.get(PATH).json()["results"]) == rows


def test_registering_submitting_and_being_verified(people: People):
    newcomer = factories.make_user("新人")
    client, dave = session_of(newcomer), session_of(people.dave)

    made = client.post(PATH, profile(introduction=""))
    path = f"{PATH}{made.json()['id']}/"

    assert (made.status_code, made.json()["state"]) == (201, "unverified")
    assert Membership.objects.get(user=newcomer).role == "owner"
    missing = client.post(f"{path}submit/")
    assert [error["pointer"] for error in missing.json()["errors"]] == ["#/introduction"]
    assert client.patch(path, {"introduction": "做铝的。"}).json()["introduction"] == "做铝的。"
    assert client.post(f"{path}submit/").json()["state"] == "submitted"
    assert client.post(f"{path}verify/").status_code == 403
    assert dave.post(f"{path}refuse/").status_code == 422
    assert dave.post(f"{path}refuse/", {"note": "名称与执照不符"}).json()["state"] == "refused"
    assert client.post(f"{path}submit/").json()["state"] == "submitted"
    assert dave.post(f"{path}verify/").json()["state"] == "verified"
    assert dave.post(f"{path}verify/").status_code == 409
    steps = client.get(f"{path}transitions/").json()["results"]
    assert [(step["new"], step["note"]) for step in steps] == [
        ("submitted", ""),
        ("refused", "名称与执照不符"),
        ("submitted", ""),
        ("verified", ""),
    ]
    assert session_of(people.oscar).get(f"{path}transitions/").status_code == 404
    fixed = client.patch(path, {"name": "改了的名称"})
    assert (fixed.status_code, fixed.json()["errors"][0]["pointer"]) == (422, "#/name")
    assert dave.post(f"{path}suspend/", {"note": "停业"}).json()["state"] == "suspended"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"state": "verified"}, "#/state"),
        ({"trusted": True}, "#/trusted"),
        ({"credit_code": "91620100TEST000000"}, "#/credit_code"),
        ({"kind": "club"}, "#/kind"),
        ({"region": "999999"}, "#/region"),
        ({"website": "javascript:alert(1)"}, "#/website"),
        ({"state_owned": "yes"}, "#/state_owned"),
        ({"parent": "00000000-0000-4000-8000-000000000000"}, "#/parent"),
        ({"name": "陇上测试铝业"}, "#/name"),
    ],
)
def test_what_is_wrong_is_pointed_at(people: People, values: dict, pointer: str):
    response = session_of(people.oscar).post(PATH, profile(**values))

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert Organization.objects.count() == 3


def test_an_application_does_not_register(partner: APIClient):
    assert partner.post(PATH, profile()).status_code == 403
