"""Matches for words that belong to no listing yet."""

import pytest
from rest_framework.test import APIClient

from projects.models import Listing
from tests import factories
from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/match-preview/"


@pytest.fixture
def offers(people: People) -> None:
    """A few offers, one of them about our subject for everybody, one for members only."""
    for title, summary, disclosure in [
        ("铝电解槽智能控制系统", "在线监测槽电压，降低吨铝直流电耗。", "public"),
        ("电解槽阴极节能技术", "降低槽电压与直流电耗。", "members"),
        ("马铃薯贮藏保鲜技术", "控制温湿度，减少贮藏损失。", "public"),
        ("中药材无硫加工工艺", "替代硫磺熏蒸。", "public"),
    ]:
        factories.make_listing(
            "achievement", owner=people.lab, title=title, summary=summary, disclosure=disclosure
        )


def titles(client: APIClient) -> list[str]:
    response = client.post(PATH, {"text": "铝电解槽电压波动大，直流电耗高，怎么降低？"})
    assert response.status_code == 200
    return [row["listing"]["title"] for row in response.json()["results"]]


def test_words_find_offers_with_reasons(partner: APIClient, people: People, offers: None):
    body = partner.post(PATH, {"text": "铝电解槽电压波动大，直流电耗高，怎么降低？"}).json()

    (first,) = [row for row in body["results"] if row["listing"]["title"] == "铝电解槽智能控制系统"]
    assert first["listing"]["owner"]["name"] == "测试冶金重点实验室"
    assert 0 < first["score"] <= 1
    assert first["reasons"][0].startswith("共同关键词：")
    assert first["terms"]
    assert Listing.objects.filter(kind="need").count() == 0


def test_each_finds_what_they_may_see(partner: APIClient, people: People, offers: None):
    unaffiliated = session_of(factories.make_user("还没有主体的用户"))

    assert set(titles(partner)) == {"铝电解槽智能控制系统", "电解槽阴极节能技术"}
    assert titles(unaffiliated) == ["铝电解槽智能控制系统"]


@pytest.mark.parametrize(
    "text", ["。", "💧💧💧", "% _ \\ ' & | ! <-> :*", "a", "\u202e铝\u202c", "铝" * 5000]
)
def test_odd_words_find_something_or_nothing(partner: APIClient, offers: None, text: str):
    assert partner.post(PATH, {"text": text}).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"text": ""}, "blank"),
        ({"text": " "}, "blank"),
        ({"text": 7}, "invalid"),
        ({"text": "铝" * 5001}, "max_length"),
    ],
)
def test_what_is_no_text_is_refused(partner: APIClient, body: dict, code: str):
    (error,) = partner.post(PATH, body).json()["errors"]

    assert (error["pointer"], error["code"]) == ("#/text", code)


def test_visitors_use_the_page_instead(visitor: APIClient, db: None):
    assert visitor.post(PATH, {"text": "铝电解"}).status_code == 401
