"""Who reads which listings, and how much of each."""

import pytest
from rest_framework.test import APIClient

from enterprises.actors import actor_for_user
from projects.choices import Disclosure
from projects.domain.disclosure import DETAIL_FIELDS, OWNER_FIELDS, grant_details
from tests import factories
from tests.conftest import People
from tests.partner import session_of

NEEDS = "/api/v1/needs/"
WORDS = {
    "description": "只有获准的人能读的说明",
    "current_situation": "只有获准的人能读的现状",
    "targets": [{"indicator": "电耗", "target_value": "12600"}],
    "external_id": "ERP-7",
    "secret": "只有自己能读的配方",
}


def titles(response) -> list[str]:
    assert response.status_code == 200
    return sorted(row["title"] for row in response.json()["results"])


@pytest.fixture
def needs(people: People) -> dict[str, str]:
    """A published need of each disclosure level and a draft, all of the enterprise: title → id."""
    made = {
        level: factories.make_listing(
            "need",
            owner=people.enterprise,
            title=f"{level} 级需求",
            disclosure=level,
            **WORDS | {"external_id": level},
        )
        for level in Disclosure.values
    }
    made["draft"] = factories.make_listing(
        "need", owner=people.enterprise, title="draft 级需求", publish=False
    )
    return {name: str(need.pk) for name, need in made.items()}


def test_each_sees_what_is_meant_for_them(
    visitor: APIClient, partner: APIClient, lab_partner: APIClient, people: People, needs: dict[str, str]
):
    shown = ["interest 级需求", "members 级需求", "nda 级需求", "public 级需求"]

    assert titles(visitor.get(NEEDS)) == ["public 级需求"]
    assert titles(lab_partner.get(NEEDS)) == shown
    assert titles(session_of(people.oscar).get(NEEDS)) == shown
    assert titles(session_of(people.carol).get(NEEDS)) == shown
    assert titles(session_of(people.dave).get(NEEDS)) == shown
    assert titles(partner.get(NEEDS)) == ["draft 级需求", *shown]


def test_details_are_null_until_the_level_is_reached(
    lab_partner: APIClient, partner: APIClient, people: People, needs: dict[str, str]
):
    path = f"{NEEDS}{needs['interest']}/"
    before = lab_partner.get(path).json()
    assert before["details_visible"] is False
    hidden = {name for name, value in before.items() if value is None}
    assert hidden == {
        *((DETAIL_FIELDS | OWNER_FIELDS) & before.keys()),
        *("secret", "trl", "trl_wanted"),
    }

    need = factories.KIND_MODELS["need"].objects.get(pk=needs["interest"])
    administrator = actor_for_user(people.dave)
    grant_details(need, people.lab, level=Disclosure.INTEREST, basis="双方均表达意向", by=administrator)
    after = lab_partner.get(path).json()

    assert (after["details_visible"], after["description"]) == (True, WORDS["description"])
    assert (after["secret"], after["external_id"], after["contact"]) == (None, None, None)
    assert after["links"]["matches"] is None
    own = partner.get(path).json()
    assert (own["secret"], own["external_id"]) == (WORDS["secret"], "interest")


def test_secret_text_is_read_by_writers_of_the_owner_only(people: People, needs: dict[str, str]):
    viewer = factories.make_user("只读的同事", organization=people.enterprise, role="viewer")
    path = f"{NEEDS}{needs['public']}/"

    secrets = {
        user.name: session_of(user).get(path).json()["secret"] for user in (people.alice, viewer, people.dave)
    }

    assert secrets == {"爱丽丝": WORDS["secret"], "只读的同事": None, "戴夫": None}
    listed = session_of(people.alice).get(NEEDS).json()["results"]
    assert [row["secret"] for row in listed] == [None] * 5


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "resource", "queries"),
    # token, listings, (targets,) grants
    [
        ("need", "needs", 4),
        ("achievement", "achievements", 3),
        ("pilot_base", "pilot-bases", 3),
        ("scenario", "scenarios", 3),
        ("capability", "capabilities", 3),
    ],
)
def test_a_list_costs_the_same_however_long(
    lab_partner: APIClient,
    people: People,
    django_assert_num_queries,
    kind: str,
    resource: str,
    queries: int,
    rows: int,
):
    for _row in range(rows):
        factories.make_listing(kind, owner=factories.make_organization(kind="lab"), disclosure="interest")
    with django_assert_num_queries(queries):
        assert len(lab_partner.get(f"/api/v1/{resource}/").json()["results"]) == rows


def test_the_history_is_for_the_owner_and_staff(
    partner: APIClient, lab_partner: APIClient, visitor: APIClient, people: People, needs: dict[str, str]
):
    path = f"{NEEDS}{needs['public']}/transitions/"

    steps = partner.get(path).json()["results"]

    assert [(step["old"], step["new"], step["by"]) for step in steps] == [
        ("draft", "submitted", "测试"),
        ("submitted", "published", "测试"),
    ]
    assert session_of(people.carol).get(path).json()["results"] == steps
    assert lab_partner.get(path).status_code == 404
    assert visitor.get(path).status_code == 401


@pytest.mark.parametrize("method", ["get", "patch"])
def test_a_foreign_draft_answers_like_nothing(
    lab_partner: APIClient, people: People, needs: dict[str, str], method: str
):
    def answer(path: str) -> bytes:
        response = getattr(lab_partner, method)(
            path, **({} if method == "get" else {"data": {"title": "抢来的需求"}})
        )
        assert response.status_code == 404
        request_id = response.json()["request_id"]
        return response.content.replace(request_id.encode(), b"")

    foreign = answer(f"{NEEDS}{needs['draft']}/")

    assert answer(f"{NEEDS}00000000-0000-4000-8000-000000000000/") == foreign
    assert answer(f"{NEEDS}17/") == foreign
    assert answer("/api/v1/nothing/here") == foreign
