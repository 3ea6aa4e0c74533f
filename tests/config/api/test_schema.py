"""The published document and the page that shows it."""

import re
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver


def test_the_document_is_valid_and_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO(), stderr=StringIO())


def test_every_operation_says_what_it_does_and_how_it_fails(db: None):
    document = Client().get("/api/v1/schema/").json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]

    assert document["openapi"].startswith("3.")
    assert len(operations) == len({operation["operationId"] for operation in operations})
    for operation in operations:
        assert re.search("[\u4e00-\u9fff]", operation["summary"])
        assert {"400", "401", "403", "406", "429"} <= operation["responses"].keys()
        assert operation["security"]
    example = document["paths"]["/api/v1/needs/"]["post"]["requestBody"]["content"]["application/json"][
        "examples"
    ]
    assert [entry["value"]["title"] for entry in example.values()] == [
        "铝电解槽槽电压波动大，希望降低吨铝直流电耗"
    ]


def test_what_visitors_may_call_is_said_and_true(db: None):
    document = Client().get("/api/v1/schema/").json()
    reads = [
        (address, path["get"])
        for address, path in document["paths"].items()
        if "get" in path and "{" not in address
    ]

    opened = sorted(address for address, operation in reads if {} in operation["security"])

    assert opened == [
        f"/api/v1/{name}/"
        for name in (
            "accuracy",
            "achievements",
            "allocations",
            "capabilities",
            "challenges",
            "equipment",
            "evaluations",
            "finance-products",
            "first-sets",
            "labels",
            "needs",
            "organizations",
            "patents",
            "pilot-bases",
            "publications",
            "researchers",
            "scenarios",
            "slots",
            "terms",
        )
    ]
    assert {address: Client().get(address).status_code for address, _operation in reads} == {
        address: 200 if address in opened else 401 for address, _operation in reads
    }


def test_the_documentation_stays_within_the_security_policy(db: None):
    response = Client().get("/api/v1/docs/")
    page = response.content.decode()

    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert re.findall(r"<style|style=|<script>|javascript:|https?://", page) == []
    script = re.search(r'src="([^"]*script[^"]*)"', page)
    assert script is not None
    assert Client().get(script[1].replace("&amp;", "&"))["Content-Type"].startswith("application/javascript")


def test_the_root_leads_to_every_resource(db: None):
    addresses = Client().get("/api/v1/").json()

    for address in addresses.values():
        assert address.startswith("http://testserver/api/v1/")
        assert get_resolver().resolve(address.removeprefix("http://testserver"))


def test_the_document_is_made_once_for_each_language_and_nobody_changes_it_for_others(db: None):
    def asked(query: str = "", language: str = "zh-hans"):
        return Client().get(f"/api/v1/schema/{query}", headers={"Accept-Language": language}).json()

    chinese, english = asked(), asked(language="en")
    title = ("paths", "/api/v1/needs/", "get", "summary")
    assert _at(chinese, title) != _at(english, title)
    asked("?version=9&lang=xx")
    asked("?version=9", language="en")
    asked("?lang=xx")
    assert (asked(), asked(language="en")) == (chinese, english)


def _at(document: dict[str, Any], place: tuple[str, ...]) -> Any:
    for key in place:
        document = document[key]
    return document
