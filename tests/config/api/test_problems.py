"""The shape of errors, and that an unforeseen one tells nothing of the inside."""

import logging

import pytest
from django.test import override_settings
from django.urls import include, path
from rest_framework.response import Response
from rest_framework.test import APIClient

from config.api.views import ActorView
from tests.conftest import People
from tests.partner import session_of


class BrokenView(ActorView):
    permission_classes = []

    def get(self, request) -> Response:
        raise RuntimeError("select secret from inside")


urlpatterns = [path("broken/", BrokenView.as_view()), path("", include("config.urls"))]


def test_a_problem_has_the_members_of_rfc_9457_and_ours(visitor: APIClient, db: None):
    response = visitor.get("/api/v1/needs/00000000-0000-4000-8000-000000000000/")

    body = response.json()
    request_id = body.pop("request_id")
    assert response["Content-Type"] == "application/problem+json"
    assert body == {
        "type": "urn:duijie:problem:not_found",
        "title": "没有找到",
        "status": 404,
        "detail": "没有这条记录，或者您无权查看。请核对编号，并注意地址以“/”结尾。",
        "instance": f"urn:uuid:{request_id}",
        "code": "not_found",
        "errors": [],
    }


@override_settings(ROOT_URLCONF=__name__)
def test_an_unforeseen_error_is_logged_and_not_shown(
    visitor: APIClient, caplog: pytest.LogCaptureFixture, db: None
):
    visitor.raise_request_exception = False

    response = visitor.get("/broken/")

    assert (response.status_code, response.json()["code"]) == (500, "server_error")
    assert b"secret" not in response.content
    (record,) = [
        record
        for record in caplog.records
        if record.levelno == logging.ERROR and record.exc_info and record.name.startswith("config")
    ]
    assert record.getMessage() == f"request {response.json()['request_id']} failed"


@pytest.mark.parametrize(
    ("method", "address", "accept", "status", "code"),
    [
        ("DELETE", "/api/v1/needs/", "*/*", 405, "method_not_allowed"),
        ("OPTIONS", "/api/v1/needs/", "*/*", 405, "method_not_allowed"),
        ("GET", "/api/v1/needs/", "text/xml", 406, "not_acceptable"),
        ("GET", "/api/v1/needs", "*/*", 404, "not_found"),
        ("POST", "/api/v1/needs", "*/*", 404, "not_found"),
        ("GET", "/api/v1/needs.json", "*/*", 404, "not_found"),
        ("GET", "/api/v1/needs/17/", "*/*", 404, "not_found"),
        ("PUT", "/api/v1/nothing/", "*/*", 404, "not_found"),
    ],
)
def test_every_refusal_is_a_problem(
    people: People, method: str, address: str, accept: str, status: int, code: str
):
    response = session_of(people.dave).generic(method, address, headers={"Accept": accept})

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["code"] == code


def test_the_method_cannot_be_overridden(people: People):
    client = session_of(people.dave)

    response = client.get("/api/v1/needs/", headers={"X-HTTP-Method-Override": "DELETE"})

    assert response.status_code == 200


def test_answers_to_signed_in_callers_are_not_kept(visitor: APIClient, partner: APIClient, people: People):
    for client in (partner, session_of(people.alice)):
        for address in ("/api/v1/needs/", "/api/v1/me/", "/api/v1/nothing/"):
            assert client.get(address)["Cache-Control"] == "private, no-store"
    response = visitor.get("/api/v1/needs/")
    assert "Cache-Control" not in response
    assert {name.strip() for name in response["Vary"].split(",")} >= {
        "Authorization",
        "Cookie",
        "Accept-Language",
    }
