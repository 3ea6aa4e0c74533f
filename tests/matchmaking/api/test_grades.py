"""Grading over the API, and who reads grades there."""

import pytest
from rest_framework.test import APIClient

from matchmaking.models import Grade, Match
from tests import factories
from tests.conftest import People
from tests.partner import session_of

PATH = "/api/v1/matches/"


@pytest.fixture
def match(people: People) -> Match:
    return factories.make_match(
        wanted=factories.make_listing("need", owner=people.enterprise),
        offered=factories.make_listing("achievement", owner=people.lab),
    )


def grade(client: APIClient, match: Match, **body: object) -> tuple[int, object]:
    """Status, and the grades as (by, level, note), or the error's code."""
    response = client.post(f"{PATH}{match.pk}/grade/", body)
    answer = response.json()
    if "grades" not in answer:
        return response.status_code, answer["code"]
    return response.status_code, [(row["by"], row["level"], row["note"]) for row in answer["grades"]]


def test_the_enterprise_and_an_expert_grade_and_read_each_other(
    partner: APIClient, lab_partner: APIClient, people: People, match: Match
):
    carol = session_of(people.carol)
    assert grade(partner, match, level=2) == (200, [("wanted", 2, "")])
    assert grade(carol, match, level=4, note="同一工艺") == (
        200,
        [("staff", 4, "同一工艺"), ("wanted", 2, "")],
    )
    assert grade(partner, match, level=3) == (200, [("staff", 4, "同一工艺"), ("wanted", 3, "")])
    listed = partner.get(PATH).json()["results"][0]["grades"]
    assert [(row["by"], row["level"]) for row in listed] == [("staff", 4), ("wanted", 3)]


def test_the_lab_neither_grades_nor_learns_that_anybody_did(
    partner: APIClient, lab_partner: APIClient, match: Match
):
    before = lab_partner.get(f"{PATH}{match.pk}/").content
    grade(partner, match, level=1)
    Match.objects.update(learned_score=0.9)
    assert lab_partner.get(f"{PATH}{match.pk}/").content == before
    assert grade(lab_partner, match, level=4) == (403, "not_allowed")
    assert Grade.objects.count() == 1


def test_what_is_not_a_grade_is_refused(partner: APIClient, match: Match):
    bodies = [
        {},
        {"level": 0},
        {"level": 5},
        {"level": "3"},
        {"level": 2.5},
        {"level": True},
        {"level": 3, "note": "长" * 501},
        {"level": 3, "grader": "staff"},
        {"level": 3, "by": "staff"},
    ]
    assert {grade(partner, match, **body) for body in bodies} == {(422, "invalid")}
    assert Grade.objects.count() == 0


def test_outsiders_find_nothing_to_grade(visitor: APIClient, people: People, match: Match):
    assert grade(session_of(people.oscar), match, level=3)[0] == 404
    assert grade(visitor, match, level=3)[0] == 401


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_many_grades(
    partner: APIClient, people: People, django_assert_num_queries, rows: int
):
    for _row in range(rows):
        match = factories.make_match(wanted=factories.make_listing("need", owner=people.enterprise))
        grade(partner, match, level=3)
    with django_assert_num_queries(5):  # token, matches, verdicts, grades, the curve of the model
        found = partner.get(PATH + "?page_size=50").json()["results"]
    assert [len(row["grades"]) for row in found] == [1] * rows


def test_pages_by_the_score_one_sees(partner: APIClient, people: People):
    need = factories.make_listing("need", owner=people.enterprise)
    first, second = (factories.make_match(wanted=need, score=score) for score in (0.3, 0.5))
    Match.objects.filter(pk=first.pk).update(learned_score=0.8)
    page = partner.get(PATH + "?page_size=1").json()
    following = partner.get(page["next"]).json()
    rows = [*page["results"], *following["results"]]
    assert [(row["id"], row["score"]) for row in rows] == [(str(first.pk), 0.8), (str(second.pk), 0.5)]
    assert len(partner.get(PATH + "?min_score=0.6").json()["results"]) == 1
