"""How often one may ask."""

from typing import Any

from rest_framework.test import APIClient

from tests.conftest import People
from tests.partner import ask_for_token, make_application, partner_of


def limit(settings: Any, **rates: str) -> None:
    framework = settings.REST_FRAMEWORK
    settings.REST_FRAMEWORK = {
        **framework,
        "DEFAULT_THROTTLE_RATES": {**framework["DEFAULT_THROTTLE_RATES"], **rates},
    }


def test_each_application_has_a_limit_of_its_own(people: People, settings: Any):
    limit(settings, actor="3/min")
    busy, calm = partner_of(people.enterprise), partner_of(people.lab, "calm-partner")

    answers = [busy.get("/api/v1/needs/") for _time in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["code"] == "throttled"
    assert 0 < int(answers[-1]["Retry-After"]) <= 61
    assert calm.get("/api/v1/needs/").status_code == 200


def test_a_visitor_cannot_pick_another_address(visitor: APIClient, settings: Any, db: None):
    limit(settings, actor="1/min")

    answers = [
        visitor.get("/api/v1/needs/", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in (1, 2)
    ]

    assert answers == [200, 429]


def test_guessing_secrets_is_slow(people: People, settings: Any):
    limit(settings, token="2/min")
    make_application(people.enterprise)

    answers = [ask_for_token(secret="wrong"), ask_for_token(secret="wrong"), ask_for_token()]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[-1].json() == {"error": "temporarily_unavailable"}
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_cache_that_is_down_stops_nobody(partner: APIClient, settings: Any, tmp_path: Any):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": f"unix://{tmp_path}/nobody-listens.sock?db=2"}
    }

    assert partner.get("/api/v1/needs/").status_code == 200
