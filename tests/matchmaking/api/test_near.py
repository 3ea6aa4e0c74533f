"""Near misses over the API: told to the owner, not there for anybody else."""

from uuid import UUID, uuid4

import pytest
from rest_framework.test import APIClient

from matchmaking.api.near import CODES
from matchmaking.engine import steps
from projects.models import Listing
from tests.conftest import People
from tests.matchmaking.near_cast import by_mode
from tests.partner import session_of


def path(pk: UUID) -> str:
    return f"/api/v1/needs/{pk}/near-misses/"


def answer(client: APIClient, pk: UUID) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and bytes, with the request's own id taken out."""
    response = client.get(path(pk))
    body = response.content
    if response.status_code >= 400:
        body = body.replace(response.json()["request_id"].encode(), b"")
    return response.status_code, dict(response.headers), body


def test_a_partner_of_the_owner_reads_what_would_have_to_change(people: People, partner: APIClient) -> None:
    need, offer = by_mode(people)
    page = partner.get(path(need.pk)).json()
    (row,) = page["results"]
    assert (page["next"], row["listing"]["id"]) == (None, str(offer.pk))
    assert row["sentence"] == "如果我方接受“普通许可”这种合作方式，就会进入前 20，约排第 1。"
    assert row["changes"] == [
        {
            "code": "mode",
            "side": "wanted",
            "field": "modes",
            "mine": True,
            "clause": "我方接受“普通许可”这种合作方式",
        }
    ]
    assert session_of(people.carol).get(path(need.pk)).json()["results"][0]["listing"] == row["listing"]


@pytest.mark.parametrize("who", ["visitor", "oscar", "the lab", "the lab's partner"])
def test_for_others_it_is_as_if_the_need_were_not_there(
    people: People, visitor: APIClient, lab_partner: APIClient, who: str
) -> None:
    clients = {
        "visitor": visitor,
        "oscar": session_of(people.oscar),
        "the lab": session_of(people.bob),
        "the lab's partner": lab_partner,
    }
    need, offer = by_mode(people)
    missing = answer(clients[who], uuid4())
    assert missing[0] == 404
    assert answer(clients[who], need.pk) == missing
    assert answer(clients[who], offer.pk) == missing  # an achievement has none, not even for its owner


def test_it_takes_no_parameters(people: People, partner: APIClient) -> None:
    need, _offer = by_mode(people)
    assert partner.get(path(need.pk), {"limit": 50}).status_code == 400


def test_a_draft_has_none_yet(people: People, partner: APIClient) -> None:
    need, _offer = by_mode(people)
    Listing.objects.filter(pk=need.pk).update(state="draft")
    assert partner.get(path(need.pk)).json() == {"next": None, "results": []}


def test_the_published_codes_are_the_engines() -> None:
    assert list(steps.CODES) == CODES


@pytest.mark.parametrize("offers", [1, 30])
def test_it_costs_the_same_however_many(
    people: People, partner: APIClient, django_assert_num_queries, offers: int
) -> None:
    need, _offer = by_mode(people, offers)
    partner.get(path(need.pk))
    with django_assert_num_queries(11):  # token, the need, nine of near_misses
        assert len(partner.get(path(need.pk)).json()["results"]) == min(offers, 5)
