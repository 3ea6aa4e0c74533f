"""Narrowing lists of listings."""

import datetime as dt

import pytest
import time_machine
from rest_framework.test import APIClient

from tests import factories
from tests.conftest import People
from tests.partner import partner_of


@pytest.fixture
def market(people: People) -> None:
    """Three needs with different values everywhere, in the order of the days they were published."""
    rows = [
        (
            "甲 电解槽节能",
            {"industries": ["3216"], "region": "620400", "need_type": "retrofit", "trl_wanted": 8},
        ),
        ("乙 电解质检测", {"industries": ["32"], "region": "620100", "effects": ["cost"], "urgency": "m3"}),
        ("丙 马铃薯仓储", {"industries": ["01"], "region": "110000", "budget_band": "lt10", "trl_wanted": 5}),
    ]
    for day, (title, values) in enumerate(rows, start=1):
        with time_machine.travel(dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC), tick=False):
            factories.make_listing(
                "need", owner=people.enterprise, title=title, external_id=f"E{day}", **values
            )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "丙乙甲"),
        ("ordering=updated", "甲乙丙"),
        ("ordering=-published", "丙乙甲"),
        ("q=电解", "乙甲"),
        ("q=电解%20节能", "甲"),
        ("q=%25", ""),
        ("state=published", "丙乙甲"),
        ("state=docked", ""),
        ("industry=C", "乙甲"),
        ("industry=32", "乙甲"),
        ("industry=3216", "甲"),
        ("region=620000", "乙甲"),
        ("region=620100", "乙"),
        ("updated_since=2026-11-02T12:00:00Z", "丙乙"),
        ("updated_since=2026-11-02T20:00:00%2B08:00", "丙乙"),
        ("need_type=retrofit", "甲"),
        ("effects=cost", "乙"),
        ("urgency=m3", "乙"),
        ("budget_band=lt10", "丙"),
        ("trl_max=6", "丙"),
        ("owner=00000000-0000-4000-8000-000000000000", ""),
    ],
)
def test_a_filter_finds(visitor: APIClient, market: None, query: str, found: str):
    response = visitor.get(f"/api/v1/needs/?{query}")

    assert response.status_code == 200
    assert "".join(row["title"][0] for row in response.json()["results"]) == found


def test_source_numbers_of_others_are_not_searched(visitor: APIClient, market: None, people: People):
    own = partner_of(people.enterprise)

    assert visitor.get("/api/v1/needs/?external_id=E1").json()["results"] == []
    assert [row["external_id"] for row in own.get("/api/v1/needs/?external_id=E1").json()["results"]] == [
        "E1"
    ]


@pytest.mark.parametrize(
    ("resource", "query", "kind", "values"),
    [
        ("achievements", "stage=mature", "achievement", {"stage": "mature"}),
        ("achievements", "trl_min=6", "achievement", {"trl": 7}),
        ("pilot-bases", "services=process", "pilot_base", {"services": ["design", "process"]}),
        ("scenarios", "size=major", "scenario", {"size": "major"}),
        ("scenarios", "list_kind=capability", "scenario", {"list_kind": "capability"}),
        ("capabilities", "work_kinds=testing", "capability", {"work_kinds": ["process", "testing"]}),
        ("capabilities", "trl_min=6", "capability", {"trl": 6}),
    ],
)
def test_kinds_have_filters_of_their_own(
    visitor: APIClient, people: People, resource: str, query: str, kind: str, values: dict
):
    factories.make_listing(kind, owner=people.lab)
    wanted = factories.make_listing(kind, owner=people.lab, **values)

    found = visitor.get(f"/api/v1/{resource}/?{query}").json()["results"]

    assert [row["id"] for row in found] == [str(wanted.pk)]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("colour=red", "colour", "unknown_parameter"),
        ("format=json", "format", "unknown_parameter"),
        ("description__icontains=a", "description__icontains", "unknown_parameter"),
        ("q=a&q=b", "q", "repeated_parameter"),
        ("q=" + "长" * 201, "q", "max_length"),
        ("q=%00", "q", "null_characters_not_allowed"),
        ("page_size=0", "page_size", "min_value"),
        ("page_size=1000000000", "page_size", "max_value"),
        ("cursor=garbage", "cursor", "invalid_cursor"),
        ("ordering=contact_phone", "ordering", "invalid_choice"),
        ("state=PUBLISHED", "state", "invalid_choice"),
        ("industry=9999", "industry", "unknown_code"),
        ("owner=17", "owner", "invalid"),
        ("updated_since=yesterday", "updated_since", "invalid"),
        ("updated_since=9999-12-31T23:59:59-23:59", "updated_since", "overflow"),
    ],
)
def test_a_bad_parameter_is_named(
    visitor: APIClient, vocabularies: None, query: str, parameter: str, code: str
):
    response = visitor.get(f"/api/v1/needs/?{query}")

    assert (response.status_code, response.json()["code"]) == (400, "bad_query")
    assert [(item["parameter"], item["code"]) for item in response.json()["errors"]] == [(parameter, code)]


def test_an_unknown_parameter_is_told_the_known_ones(visitor: APIClient, vocabularies: None):
    (error,) = visitor.get("/api/v1/terms/?colour=red").json()["errors"]

    assert error["detail"] == "没有这个查询参数。可用的有：scheme。"
