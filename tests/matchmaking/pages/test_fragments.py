"""Fragments on other pages: the preview under the box of the home page, matches of a listing, the workbench."""

import pytest
from django.core.cache import cache
from django.test import Client

from matchmaking.domain.match import express_interest
from matchmaking.pages.limits import MOST_PER_MINUTE
from tests.factories import make_docking, make_listing, make_match, writer_for
from tests.matchmaking.pages.conftest import NAMES

TEXT = "铝电解槽电压波动大，直流电耗高，怎么降低？"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def offers(people):
    for title, summary, disclosure in [
        ("铝电解槽智能控制系统", "在线监测槽电压，降低吨铝直流电耗。", "public"),
        ("电解槽阴极节能技术", "降低槽电压与直流电耗。", "members"),
        ("马铃薯贮藏保鲜技术", "控制温湿度，减少贮藏损失。", "public"),
    ]:
        make_listing(
            "achievement", owner=people.lab, title=title, summary=summary, disclosure=disclosure, trl=7
        )


def test_a_visitor_sees_matches_among_public_listings(browse, offers):
    page = browse("nobody").post("/preview/", {"text": TEXT}, **HTMX).content.decode()
    assert "铝电解槽智能控制系统" in page
    assert "测试冶金重点实验室" in page
    assert "成熟度 7 级" in page
    assert "共同词语" in page
    assert '<li class="chip chip-accent">' in page
    assert 'class="ring' in page
    assert "电解槽阴极节能技术" not in page


def test_a_member_sees_those_for_members_too(browse, offers):
    assert "电解槽阴极节能技术" in browse("oscar").post("/preview/", {"text": TEXT}, **HTMX).content.decode()


def test_without_htmx_it_is_a_page(browse, offers):
    page = browse("nobody").post("/preview/", {"text": TEXT}).content.decode()
    assert "<!doctype html>" in page
    assert "铝电解槽智能控制系统" in page


def test_too_few_words_are_asked_for_more(browse, offers):
    assert "再多写几个字" in browse("nobody").post("/preview/", {"text": "铝"}, **HTMX).content.decode()
    assert browse("nobody").post("/preview/", {"text": ""}, **HTMX).content.decode().strip() == ""


def test_nothing_found_says_what_to_add(browse, people):
    page = browse("nobody").post("/preview/", {"text": "超导量子比特退相干时间"}, **HTMX).content.decode()
    assert "还没有找到合适的成果" in page
    assert "想达到的数值" in page


def test_text_is_not_stored_and_comes_only_with_the_token(people, offers):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/preview/", {"text": TEXT}, **HTMX).status_code == 403
    assert strict.get("/preview/").status_code == 405


def test_one_person_asks_sixty_times_a_minute(browse, offers):
    client = browse("nobody")
    cache.set("limit:preview:127.0.0.1", MOST_PER_MINUTE - 1, 60)
    assert "铝电解槽智能控制系统" in client.post("/preview/", {"text": TEXT}, **HTMX).content.decode()
    kindly = client.post("/preview/", {"text": TEXT}, **HTMX)
    assert (kindly.status_code, "请稍等一分钟" in kindly.content.decode()) == (200, True)
    assert client.post("/preview/", {"text": TEXT}).status_code == 429


@pytest.mark.parametrize(
    ("name", "real"),
    [("alice", True), ("bob", False), ("carol", True), ("dave", True), ("oscar", False), ("nobody", False)],
)
def test_real_matches_are_for_the_owner_and_for_staff(browse, pair, match, name, real):
    page = browse(name).get(f"/listings/{pair['wanted'].pk}/matches/", **HTMX).content.decode()
    assert (f'id="match-{match.pk}"' in page) == real


@pytest.mark.parametrize("name", NAMES)
def test_the_buttons_are_for_the_sides(browse, pair, match, name):
    page = browse(name).get(f"/listings/{pair['wanted'].pk}/matches/", **HTMX).content.decode()
    assert (f"/matches/{match.pk}/interest/" in page) == (name == "alice")


def test_a_listing_the_reader_does_not_see_has_no_matches_either(browse, people):
    draft = make_listing("need", owner=people.enterprise, publish=False)
    assert browse("oscar").get(f"/listings/{draft.pk}/matches/").status_code == 404
    assert "发布后开始匹配" in browse("alice").get(f"/listings/{draft.pk}/matches/", **HTMX).content.decode()


def test_matching_under_way_asks_again_by_itself(browse, pair):
    page = browse("alice").get(f"/listings/{pair['wanted'].pk}/matches/", **HTMX).content.decode()
    assert "正在重新匹配" in page


def test_interest_on_a_list_gives_the_row_again(browse, match):
    page = browse("alice").post(f"/matches/{match.pk}/interest/", {}, **HTMX).content.decode()
    assert page.strip().startswith("<article")
    assert "单方意向" in page
    assert "已告诉对方您有意向。" in page


def test_the_workbench_shows_what_awaits_my_answer_first(browse, people, match):
    other = make_match(wanted=make_listing("need", owner=people.enterprise), score=0.9)
    express_interest(match, by=writer_for(people.lab))
    page = browse("alice").get("/my/matches/", **HTMX).content.decode()
    assert page.index(str(match.pk)) < page.index(str(other.pk))
    assert "也有意向" in page


def test_the_workbench_shows_dockings(browse, pair):
    docking = make_docking(**pair)
    assert str(docking.pk) in browse("bob").get("/my/dockings/", **HTMX).content.decode()
    assert str(docking.pk) not in browse("oscar").get("/my/dockings/", **HTMX).content.decode()


@pytest.mark.parametrize("path", ["/my/matches/", "/my/dockings/"])
def test_the_workbench_needs_a_login(browse, path):
    assert browse("nobody").get(path).status_code == 302
    assert "<!doctype html>" in browse("alice").get(path).content.decode()
