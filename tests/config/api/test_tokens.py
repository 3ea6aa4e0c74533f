"""The token endpoint, and what a token opens."""

import datetime as dt
from base64 import b64encode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from oauth2_provider.models import AccessToken
from rest_framework.test import APIClient

from config.kernel.move import SYSTEM, move
from enterprises.states import ORGANIZATION_MOVES, OrganizationState
from tests.conftest import People
from tests.partner import SECRET, ask_for_token, make_application, partner_of, with_token

GRANT = {"grant_type": "client_credentials"}
FORM = "application/x-www-form-urlencoded"


def test_credentials_come_as_basic_or_in_the_form(people: People):
    make_application(people.enterprise)

    basic = ask_for_token()
    form = Client().post("/oauth/token/", {**GRANT, "client_id": "test-partner", "client_secret": SECRET})

    for response in (basic, form):
        body = response.json()
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert sorted(body) == ["access_token", "expires_in", "scope", "token_type"]
        assert (body["expires_in"], body["scope"], body["token_type"]) == (900, "read write", "Bearer")
        assert with_token(body["access_token"]).get("/api/v1/me/").json()["name"] == "test-partner 平台"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password", "username": "a", "password": "b"}, (400, "unsupported_grant_type")),
        ({"grant_type": "authorization_code", "code": "a"}, (400, "unsupported_grant_type")),
        ({"grant_type": "refresh_token", "refresh_token": "a"}, (400, "unsupported_grant_type")),
        ({}, (400, "invalid_request")),
        ({**GRANT, "scope": "*"}, (400, "invalid_scope")),
        ({**GRANT, "scope": "read admin"}, (400, "invalid_scope")),
    ],
)
def test_only_client_credentials_with_known_scopes(
    people: People, form: dict[str, str], error: tuple[int, str]
):
    make_application(people.enterprise)
    basic = b64encode(f"test-partner:{SECRET}".encode()).decode()

    response = Client().post("/oauth/token/", form, headers={"Authorization": f"Basic {basic}"})

    assert (response.status_code, response.json()["error"]) == error
    assert AccessToken.objects.count() == 0


@pytest.mark.parametrize(
    ("client_id", "secret"),
    [("test-partner", "wrong"), ("nobody", SECRET), ("a%00b", SECRET), ("\x00", SECRET), ("", "")],
)
def test_wrong_credentials_are_invalid(people: People, client_id: str, secret: str):
    make_application(people.enterprise)

    response = ask_for_token(client_id, secret)

    assert (response.status_code, response.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize(
    ("address", "body", "content_type", "status"),
    [
        ("/oauth/token/?client_secret=x", "grant_type=client_credentials", FORM, 400),
        ("/oauth/token/?%zz", "", FORM, 400),
        ("/oauth/token/", '{"grant_type": "client_credentials"}', "application/json", 400),
        ("/oauth/token/", "grant_type=client_credentials&grant_type=password", FORM, 400),
        ("/oauth/token/", "%zz=%00", FORM, 400),
    ],
)
def test_an_odd_request_is_an_error_of_rfc_6749(
    db: None, address: str, body: str, content_type: str, status: int
):
    response = Client().generic("POST", address, body, content_type=content_type)

    assert response.status_code == status
    assert set(response.json()) <= {"error", "error_description"}


def test_nothing_else_of_the_library_is_exposed(db: None):
    for address in (
        "authorize/",
        "revoke_token/",
        "introspect/",
        "applications/",
        "authorized_tokens/",
        "register/",
    ):
        assert Client().post(f"/oauth/{address}").status_code == 404
    assert Client().get("/oauth/token/").status_code == 405


def test_the_database_does_not_hold_the_token(people: People):
    make_application(people.enterprise)
    token = ask_for_token().json()["access_token"]

    with connection.cursor() as cursor:
        cursor.execute("select t::text from oauth2_provider_accesstoken t")
        (row,) = cursor.fetchone()

    assert token not in row
    stored = AccessToken.objects.get()
    for value in (stored.token, stored.token_checksum):
        assert with_token(value).get("/api/v1/me/").status_code == 401


def test_a_token_ends_after_a_quarter_of_an_hour(people: People):
    client = partner_of(people.enterprise)
    assert client.get("/api/v1/me/").status_code == 200

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=901)):
        for address in ("/api/v1/me/", "/api/v1/needs/"):  # not even as a visitor: the caller must notice
            response = client.get(address)
            assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
            assert response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_scopes_divide_reading_from_writing(people: People):
    reader = partner_of(people.enterprise, scope="read")
    writer = partner_of(people.enterprise, "writing-partner", scope="write")
    need = {"title": "一条用于测试的需求"}

    refused = reader.post("/api/v1/needs/", need)

    assert reader.get("/api/v1/me/").json()["scopes"] == ["read"]
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert refused["WWW-Authenticate"] == 'Bearer realm="api", error="insufficient_scope", scope="write"'
    assert reader.post("/api/v1/match-preview/", {"text": "铝电解"}).status_code == 200
    assert writer.post("/api/v1/needs/", need).status_code == 201
    assert writer.get("/api/v1/needs/").status_code == 403


def test_rights_end_with_the_next_request(people: People):
    gone = partner_of(people.outside, "gone-partner")
    suspended = partner_of(people.enterprise)

    AccessToken.objects.filter(application__client_id="gone-partner").delete()
    move(people.enterprise, OrganizationState.SUSPENDED, table=ORGANIZATION_MOVES, by=SYSTEM)

    assert gone.get("/api/v1/me/").status_code == 401
    assert suspended.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer x", "bearer \x00", "Bearer 令牌", "Bearer a b c"]
)
def test_a_broken_header_is_an_invalid_token(visitor: APIClient, db: None, header: str):
    visitor.credentials(HTTP_AUTHORIZATION=header.encode().decode("latin-1"))

    assert visitor.get("/api/v1/needs/").status_code == 401
