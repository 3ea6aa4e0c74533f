"""Matches in the admin: the queue, decisions by confirmed actions, the pair side by side."""

import pytest

from matchmaking.models import Docking, Match
from tests.factories import make_match, make_mutual_match, make_user

LIST = "/admin/matchmaking/match/"


def chosen(action, *matches, **values):
    return {"action": action, "_selected_action": [str(match.pk) for match in matches], **values}


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 302), ("bob", 302), ("carol", 200), ("dave", 200), ("oscar", 302), ("nobody", 302)],
)
def test_who_reads_the_list(browse, mutual, name, status):
    assert browse(name).get(LIST).status_code == status


def test_the_list_explains_each_pair(browse, mutual):
    page = browse("dave").get(f"{LIST}?state__exact=mutual").content.decode()
    assert "降低电解槽直流电耗" in page
    assert "共同关键词：测试" in page
    assert f"{LIST}{mutual.pk}/compare/" in page


def test_an_approval_is_confirmed_first(browse, mutual):
    response = browse("dave").post(LIST, chosen("approve", mutual))
    mutual.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, mutual.state) == (200, "mutual")
    assert "批准后不能撤回" in page
    assert f'value="{mutual.pk}"' in page


def test_each_row_is_done_or_skipped_and_says_why(browse, people, mutual):
    not_yet = make_match()
    answers = {"confirmed": "yes", "manager": str(people.carol.pk), "note": "同意"}
    response = browse("dave").post(LIST, chosen("approve", mutual, not_yet, **answers))
    assert (response.context["can"], response.context["cannot"]) == (1, 1)
    assert "不能从“推荐”变为“已批准”。" in response.content.decode()
    assert [docking.manager for docking in Docking.objects.all()] == [people.carol]


def test_for_an_administrator_tied_to_a_party_the_match_is_not_there(browse, people, mutual):
    frank = make_user("弗兰克", organization=people.lab, group="administrator", is_staff=True)
    page = browse(frank).get(LIST).content.decode()
    assert "降低电解槽直流电耗" not in page
    assert browse(frank).get(f"{LIST}{mutual.pk}/compare/").status_code == 404
    browse(frank).post(LIST, chosen("approve", mutual, confirmed="yes"))
    mutual.refresh_from_db()
    assert mutual.state == "mutual"


def test_a_rejection_asks_for_its_reason(browse, mutual):
    client = browse("dave")
    page = client.post(LIST, chosen("reject", mutual, confirmed="yes", note="")).content.decode()
    mutual.refresh_from_db()
    assert ("errorlist" in page, mutual.state) == (True, "mutual")
    client.post(LIST, chosen("reject", mutual, confirmed="yes", reasons=["2"], note="指标不足"))
    mutual.refresh_from_db()
    assert (mutual.state, mutual.transitions.last().note) == ("rejected", "指标不足")
    client.post(LIST, chosen("reopen", mutual, confirmed="yes"))
    mutual.refresh_from_db()
    assert mutual.state == "mutual"


def test_a_broker_reads_and_has_no_actions(browse, mutual):
    client = browse("carol")
    assert "批准所选匹配" not in client.get(LIST).content.decode()
    client.post(LIST, chosen("approve", mutual, confirmed="yes"))
    mutual.refresh_from_db()
    assert mutual.state == "mutual"


def test_more_than_two_hundred_at_once_are_refused(browse, mutual, monkeypatch):
    monkeypatch.setattr("config.kernel.admin.verbs.MOST", 1)
    other = make_mutual_match()
    response = browse("dave").post(LIST, chosen("approve", mutual, other), follow=True)
    assert "一次最多处理 1 条" in response.content.decode()


def test_no_state_is_written_past_the_verbs(browse, mutual):
    client = browse("dave")
    page = f"{LIST}{mutual.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"state": "approved", "score": "1"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{mutual.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Match.objects.get(pk=mutual.pk).state == "mutual"


def test_the_pair_side_by_side_leads_to_the_decision(browse, mutual):
    page = browse("dave").get(f"{LIST}{mutual.pk}/compare/").content.decode()
    assert page.count('class="module"') >= 2
    assert "7 级（环境级）" in page
    assert 'value="approve"' in page
    assert 'value="approve"' not in browse("carol").get(f"{LIST}{mutual.pk}/compare/").content.decode()
    not_there = f"{LIST}00000000-0000-4000-8000-000000000000/compare/"
    assert browse("dave").get(not_there).status_code == 404
