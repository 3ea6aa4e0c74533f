"""Needs find labs that could do what nobody has done yet: matches, near misses and searches of capabilities."""

import pytest

from config.kernel.errors import Invalid
from config.kernel.jobs import drain
from enterprises.actors import ANONYMOUS, actor_for_user
from matchmaking.choices import Relation
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.near import near_misses
from matchmaking.domain.preview import preview_matches, similar_offers
from matchmaking.models import Match, MatchRun
from projects.domain.listing import create_listing, edit_listing
from projects.domain.publication import close_listing
from projects.models import Capability, Need
from tests.factories import make_listing, make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
TEXT = "极薄铜箔 电沉积 添加剂 阴极辊 延伸率 抗拉强度"


def lab(**values):
    return make_organization(kind="lab", **values)


def capability(text=TEXT, **values):
    owner = values.pop("owner", None) or lab()
    return make_listing("capability", owner=owner, title=f"{text}研究", summary=text, **values)


def need(text=TEXT, **values):
    return make_listing("need", title=f"{text}难题", summary=text, **values)


def work_off():
    while drain():
        pass


def pairs():
    rows = Match.objects.select_related("wanted", "offered").order_by("wanted__title", "offered__title")
    return [(match.wanted.title, match.offered.title, match.relation) for match in rows]


def table():
    rows = Match.objects.values_list("wanted", "offered", "relation", "score", "parts", "terms", "state")
    return sorted(map(str, rows))


def test_a_need_finds_a_lab_where_no_achievement_exists():
    able, other = capability(), capability(text="黄芪 多糖 提取 干燥")
    mine = need()
    work_off()
    match = Match.objects.get()
    assert (match.wanted_id, match.offered_id, match.relation) == (
        mine.pk,
        able.pk,
        Relation.NEED_CAPABILITY,
    )
    assert 0 < match.score <= 1
    assert match.terms != []
    assert Match.objects.filter(offered=other).count() == 0


def test_cooperation_modes_and_the_same_owner_rule_a_pair_out():
    owner = lab()
    capability(owner=owner)
    capability(modes=["M2"])
    fitting = capability(modes=["M7"])
    make_listing("need", owner=owner, title=f"{TEXT}难题", summary=TEXT, modes=["M7"])
    work_off()
    assert [row.offered_id for row in Match.objects.all()] == [fitting.pk]


def test_one_by_one_in_any_order_and_all_at_once_give_the_same_table():
    mine, able = need(industries=["3211"]), capability(industries=["39"])
    make_listing("achievement", title=f"{TEXT}工艺", summary=TEXT)
    capability(text="黄芪 多糖 提取 干燥")
    need(text="黄芪 多糖 提取 浓缩")
    work_off()
    edit_listing(able, {"track_record": f"{TEXT} 旋转圆盘"}, by=writer_for(able.owner))
    edit_listing(mine, {"keywords": ["铜箔"]}, by=writer_for(mine.owner))
    work_off()
    start_full_match()
    work_off()
    after_full = table()
    assert {relation for _wanted, _offered, relation in pairs()} == {
        Relation.NEED_ACHIEVEMENT,
        Relation.NEED_CAPABILITY,
    }
    Match.objects.all().delete()
    start_full_match()
    work_off()
    assert table() == after_full
    able = Capability.objects.get(pk=able.pk)
    edit_listing(
        able, {"industries": ["3211"]}, by=writer_for(able.owner)
    )  # no word of it, so no other statistics
    work_off()
    one_by_one = table()
    assert one_by_one != after_full
    Match.objects.all().delete()
    start_full_match()
    work_off()
    assert table() == one_by_one


def test_a_capability_that_leaves_takes_its_matches_along_and_so_does_a_need():
    mine, able = need(), capability()
    other = capability()
    work_off()
    assert Match.objects.count() == 2
    close_listing(able, by=writer_for(able.owner))
    work_off()
    assert [row.offered_id for row in Match.objects.all()] == [other.pk]
    close_listing(Need.objects.get(pk=mine.pk), by=writer_for(mine.owner))
    work_off()
    assert Match.objects.count() == 0


def test_the_run_of_a_capability_counts_all_needs_and_nothing_else():
    for _number in range(3):
        need()
    make_listing("achievement", title=f"{TEXT}工艺", summary=TEXT)
    work_off()
    able = capability()
    work_off()
    run = MatchRun.objects.filter(listing=able.pk).latest("started")
    assert (run.state, run.total, run.done, run.steps, run.steps_done, run.matches) == ("done", 3, 3, 1, 1, 3)


def test_hidden_details_are_not_matched_and_closed_cards_are_not_searched(people):
    hidden = "霍尔槽 旋转圆盘 晶粒织构"
    closed = capability(
        text="表面处理", owner=people.lab, disclosure="interest", track_record=hidden, description=hidden
    )
    make_listing("achievement", title="表面处理与织构", summary=f"表面处理 {hidden}")  # whose words count
    make_listing("need", title=f"{hidden}难题", summary=hidden)
    work_off()
    assert Match.objects.filter(relation=Relation.NEED_CAPABILITY).count() == 0
    member, visitor = actor_for_user(people.alice), ANONYMOUS

    def labs(text, actor):
        found = preview_matches(text, actor=actor)
        return [each.listing.pk for each in found if each.listing.kind == "capability"]

    assert labs("表面处理研究", member) == [closed.pk]
    assert (labs("表面处理研究", visitor), labs(hidden, member)) == ([], [])


def test_a_problem_in_free_words_finds_achievements_and_labs_best_first(people):
    capability(owner=people.lab, text=f"{TEXT} 中的少数几个词")
    make_listing("achievement", title=f"{TEXT}工艺", summary=TEXT)
    found = preview_matches(TEXT, actor=ANONYMOUS)
    assert [each.listing.kind for each in found] == ["achievement", "capability"]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    shown = similar_offers(need(), actor=actor_for_user(people.oscar))
    assert {each.listing.kind for each in shown} == {"achievement", "capability"}


def test_a_capability_narrowly_missed_is_told_to_the_need_s_own_people(people):
    for other in ("马铃薯晚疫病监测", "高盐矿井水零排放"):
        make_listing("achievement", owner=people.lab, title=other, summary="与铜箔无关。")
    able = capability(owner=people.lab, modes=["M7"])
    mine = make_listing("need", owner=people.enterprise, title=f"{TEXT}难题", summary=TEXT, modes=["M2"])
    work_off()
    assert Match.objects.count() == 0
    (miss,) = near_misses(mine, actor=actor_for_user(people.alice))
    assert (miss.listing.pk, [(change.code, change.mine) for change in miss.changes]) == (
        able.pk,
        [("mode", True)],
    )
    assert miss.sentence == "如果我方接受“委托开发”这种合作方式，就会进入前 10，约排第 1。"
    assert near_misses(mine, actor=actor_for_user(people.bob)) == []


def test_an_enterprise_offers_no_capability(people):
    with pytest.raises(Invalid) as refused:
        create_listing(
            "capability", {"title": "检测"}, owner=people.enterprise, by=writer_for(people.enterprise)
        )
    assert list(refused.value.fields) == ["owner"]
