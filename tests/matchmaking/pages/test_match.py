"""The page of a match, and every act on it, for each of the people."""

import pytest
from django.contrib.messages import get_messages

from matchmaking.models import Docking, Match
from tests.factories import make_administrator, make_docking, make_user
from tests.matchmaking.pages.conftest import NAMES

PARTIES_AND_STAFF = {"alice": 200, "bob": 200, "carol": 200, "dave": 200, "oscar": 404, "nobody": 302}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_it(browse, match, name):
    assert browse(name).get(f"/matches/{match.pk}/").status_code == PARTIES_AND_STAFF[name]


def test_a_match_that_is_not_there_answers_like_one_of_others(browse, match):
    there = browse("oscar").get(f"/matches/{match.pk}/")
    not_there = browse("oscar").get("/matches/00000000-0000-4000-8000-000000000000/")
    assert there.status_code == not_there.status_code == 404


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("alice", 302, "interested"),
        ("bob", 302, "interested"),
        ("carol", 302, "recommended"),
        ("dave", 302, "recommended"),
        ("oscar", 404, "recommended"),
        ("nobody", 302, "recommended"),
    ],
)
def test_interest(browse, match, name, status, state):
    response = browse(name).post(f"/matches/{match.pk}/interest/", {"note": "想看测试报告"})
    match.refresh_from_db()
    assert (response.status_code, match.state) == (status, state)


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [("alice", 302, "declined"), ("carol", 302, "recommended"), ("oscar", 404, "recommended")],
)
def test_decline(browse, match, name, status, state):
    response = browse(name).post(f"/matches/{match.pk}/decline/", {"reasons": ["1", "3"], "note": ""})
    match.refresh_from_db()
    assert (response.status_code, match.state) == (status, state)


def test_a_no_without_a_reason_is_asked_again_with_the_note_kept(browse, match):
    response = browse("bob").post(f"/matches/{match.pk}/decline/", {"note": "等中试以后"})
    match.refresh_from_db()
    assert (response.status_code, match.state) == (422, "recommended")
    assert "请至少选择一个理由" in response.content.decode()
    assert "等中试以后" in response.content.decode()


def test_both_sides_read_the_coded_reasons(browse, match):
    browse("bob").post(f"/matches/{match.pk}/decline/", {"reasons": ["7"], "note": "报价偏低"})
    page = browse("alice").get(f"/matches/{match.pk}/").content.decode()
    assert "价格或付款条件不合适" in page
    assert "报价偏低" in page


def test_second_thoughts(browse, match):
    browse("bob").post(f"/matches/{match.pk}/decline/", {"reasons": ["7"]})
    browse("alice").post(f"/matches/{match.pk}/reconsider/")
    match.refresh_from_db()
    assert match.state == "declined"
    browse("bob").post(f"/matches/{match.pk}/reconsider/")
    match.refresh_from_db()
    assert match.state == "recommended"


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("alice", 302, "mutual"),
        ("bob", 302, "mutual"),
        ("carol", 302, "mutual"),
        ("dave", 302, "approved"),
        ("oscar", 404, "mutual"),
        ("nobody", 302, "mutual"),
    ],
)
def test_approve(browse, mutual, name, status, state):
    response = browse(name).post(f"/matches/{mutual.pk}/approve/", {"note": "", "manager": ""})
    mutual.refresh_from_db()
    assert (response.status_code, mutual.state) == (status, state)


def test_approval_leads_to_the_docking_and_its_manager(browse, people, mutual):
    response = browse("dave").post(
        f"/matches/{mutual.pk}/approve/", {"note": "条件具备", "manager": str(people.carol.pk)}
    )
    docking = Docking.objects.get(match=mutual)
    assert response["Location"] == f"/dockings/{docking.pk}/"
    assert docking.manager == people.carol


def test_the_second_administrator_is_told_and_nothing_happens_twice(browse, people, mutual):
    browse("dave").post(f"/matches/{mutual.pk}/approve/", {})
    erin = make_administrator("艾琳")
    response = browse(erin).post(f"/matches/{mutual.pk}/approve/", {}, follow=True)
    assert Docking.objects.filter(match=mutual).count() == 1
    assert "不能从“已批准”变为“已批准”。" in response.content.decode()


@pytest.mark.parametrize(("name", "state"), [("alice", "mutual"), ("carol", "mutual"), ("dave", "rejected")])
def test_reject(browse, mutual, name, state):
    browse(name).post(f"/matches/{mutual.pk}/reject/", {"reasons": ["1"], "note": "指标不足以判断"})
    mutual.refresh_from_db()
    assert mutual.state == state


def test_a_rejection_has_a_reason(browse, mutual):
    response = browse("dave").post(f"/matches/{mutual.pk}/reject/", {"reasons": ["1"], "note": " "})
    mutual.refresh_from_db()
    assert (response.status_code, mutual.state) == (422, "mutual")


def test_a_refused_match_is_put_back_into_the_queue(browse, mutual):
    browse("dave").post(f"/matches/{mutual.pk}/reject/", {"reasons": ["1"], "note": "材料不全"})
    browse("dave").post(f"/matches/{mutual.pk}/reopen/", {"note": "材料已补"})
    mutual.refresh_from_db()
    assert mutual.state == "mutual"


def test_an_administrator_tied_to_a_party_is_told_why_they_do_not_decide(browse, people, mutual):
    frank = make_user("弗兰克", organization=people.lab, group="administrator", is_staff=True)
    page = browse(frank).get(f"/matches/{mutual.pk}/").content.decode()
    response = browse(frank).post(f"/matches/{mutual.pk}/approve/", {}, follow=True)
    mutual.refresh_from_db()
    assert "利益冲突" in page
    assert "测试冶金重点实验室：本人是该主体成员" in page
    assert f"/matches/{mutual.pk}/approve/" not in page
    assert "只有与双方无利益关联的管理员可以审核。" in response.content.decode()
    assert mutual.state == "mutual"


def test_details_stay_closed_until_both_want_to_talk(browse, people, pair, match):
    Match.objects.filter(pk=match.pk).update(terms=[])
    type(pair["offered"]).objects.filter(pk=pair["offered"].pk).update(
        disclosure="interest", advantages="独门配方甲乙丙"
    )
    before = browse("alice").get(f"/matches/{match.pk}/").content.decode()
    browse("alice").post(f"/matches/{match.pk}/interest/", {})
    browse("bob").post(f"/matches/{match.pk}/interest/", {})
    after = browse("alice").get(f"/matches/{match.pk}/").content.decode()
    assert ("独门配方甲乙丙" in before, "独门配方甲乙丙" in after) == (False, True)


def test_shared_terms_are_marked_and_text_is_escaped(browse, pair, match):
    type(pair["wanted"]).objects.filter(pk=pair["wanted"].pk).update(summary="测 试<script>alert(1)</script>")
    page = browse("alice").get(f"/matches/{match.pk}/").content.decode()
    assert "<mark>测 试</mark>&lt;script&gt;" in page


def test_the_page_of_an_approved_match_leads_to_its_docking(browse, pair):
    docking = make_docking(**pair)
    page = browse("alice").get(f"/matches/{docking.match_id}/").content.decode()
    assert f"/dockings/{docking.pk}/" in page


@pytest.mark.parametrize("act", ["interest", "decline", "reconsider", "approve", "reject", "reopen"])
def test_acts_are_posted(browse, match, act):
    assert browse("dave").get(f"/matches/{match.pk}/{act}/").status_code == 405


def test_the_form_to_decline_stands_open_for_who_came_to_decline(browse, match):
    page = browse("alice").get(f"/matches/{match.pk}/?answer=no").content.decode()
    assert '<details id="decline" class="act-no" open>' in page
