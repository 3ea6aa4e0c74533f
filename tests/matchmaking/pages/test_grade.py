"""The four buttons: on the page of a match, on the list of a need's matches, with htmx and without."""

import pytest
from django.contrib.messages import get_messages

from matchmaking.models import Grade, Match
from tests.factories import make_match
from tests.matchmaking.pages.conftest import NAMES

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize(
    ("name", "status", "graders"),
    [
        ("alice", 302, ["wanted"]),
        ("bob", 302, []),
        ("carol", 302, ["staff"]),
        ("dave", 302, ["staff"]),
        ("oscar", 404, []),
        ("nobody", 302, []),
    ],
)
def test_who_grades(browse, match, name, status, graders):
    response = browse(name).post(f"/matches/{match.pk}/grade/", {"level": "3", "note": ""})
    assert response.status_code == status
    assert [grade.grader for grade in Grade.objects.all()] == graders


@pytest.mark.parametrize("name", NAMES)
def test_who_sees_the_buttons_and_what_others_said(browse, match, name):
    browse("dave").post(f"/matches/{match.pk}/grade/", {"level": "4", "note": "同一工艺"})
    page = browse(name).get(f"/matches/{match.pk}/")
    text = page.content.decode()
    buttons, words = f"/matches/{match.pk}/grade/" in text, "同一工艺" in text
    seen = {"alice": (True, True), "carol": (True, True), "dave": (True, True)}
    assert (buttons, words) == seen.get(name, (False, False))


def test_without_script_the_page_comes_again_and_says_so(browse, match):
    response = browse("alice").post(f"/matches/{match.pk}/grade/", {"level": "2", "note": "只沾边"})
    assert response["Location"] == f"/matches/{match.pk}/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["评级已记录，供给方看不到。"]
    page = browse("alice").get(f"/matches/{match.pk}/").content.decode()
    assert 'value="2" aria-pressed="true"' in page
    assert "只沾边" in page


def test_htmx_gets_the_buttons_with_the_one_pressed(browse, match):
    response = browse("alice").post(f"/matches/{match.pk}/grade/", {"level": "3", "note": ""}, **HTMX)
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count('aria-pressed="true"') == 1
    assert "已有 1 条评级" in text
    assert "<html" not in text


@pytest.mark.parametrize("level", ["", "7", "强"])
def test_a_wrong_level_is_said_in_words(browse, match, level):
    text = browse("alice").post(f"/matches/{match.pk}/grade/", {"level": level}, **HTMX).content.decode()
    assert 'role="status"' in text
    assert Grade.objects.count() == 0


def test_the_list_of_a_needs_matches_has_the_buttons(browse, people, match, pair):
    browse("carol").post(f"/matches/{match.pk}/grade/", {"level": "1", "note": "行业不同"})
    path = f"/listings/{pair['wanted'].pk}/matches/"
    alice, bob = (browse(name).get(path, **HTMX).content.decode() for name in ("alice", "bob"))
    assert f"/matches/{match.pk}/grade/" in alice
    assert "专家评为“不相关”：行业不同" in alice
    assert "评为" not in bob
    offered = browse("bob").get(f"/listings/{pair['offered'].pk}/matches/", **HTMX).content.decode()
    assert f"/matches/{match.pk}/" in offered
    assert "grade" not in offered
    assert "行业不同" not in offered


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_however_long(browse, people, pair, django_assert_num_queries, rows):
    alice = browse("alice")
    for _ in range(rows):
        graded = make_match(wanted=pair["wanted"])
        alice.post(f"/matches/{graded.pk}/grade/", {"level": "3"})
    alice.get("/")  # the vocabularies are in memory
    path = f"/listings/{pair['wanted'].pk}/matches/"
    alice.get(path, **HTMX)
    # session, user, rights, listing, matches, verdicts, grades, the curve of the model, is a job waiting
    with django_assert_num_queries(9):
        text = alice.get(path, **HTMX).content.decode()
    assert text.count('id="match-') == min(rows, 20)


def test_the_needs_list_is_in_the_order_its_side_sees(browse, match, pair):
    other = make_match(wanted=pair["wanted"], score=0.7)
    Match.objects.filter(pk=match.pk).update(learned_score=0.9)
    text = browse("alice").get(f"/listings/{pair['wanted'].pk}/matches/", **HTMX).content.decode()
    assert text.index(f"match-{match.pk}") < text.index(f"match-{other.pk}")
