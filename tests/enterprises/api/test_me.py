"""Who the caller is."""

from rest_framework.test import APIClient

from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/me/"


def test_an_application_is_its_organization_s_editor(partner: APIClient, people: People):
    assert partner.get(PATH).json() == {
        "kind": "application",
        "name": "test-partner 平台",
        "organizations": [
            {
                "id": str(people.enterprise.pk),
                "name": "陇上测试铝业",
                "kind": "enterprise",
                "state": "verified",
                "role": "editor",
            }
        ],
        "is_administrator": False,
        "is_broker": False,
        "scopes": ["read", "write"],
    }


def test_a_person_is_told_their_roles(people: People):
    assert session_of(people.dave).get(PATH).json() == {
        "kind": "user",
        "name": "戴夫",
        "organizations": [],
        "is_administrator": True,
        "is_broker": False,
        "scopes": ["read", "write"],
    }


def test_a_visitor_is_asked_who_they_are(visitor: APIClient, db: None):
    assert visitor.get(PATH).status_code == 401


def test_a_session_cannot_write_without_its_csrf_token(people: People):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(people.alice)

    response = client.post("/api/v1/needs/", {"title": "一条用于测试的需求"})

    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
