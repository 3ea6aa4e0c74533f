"""The match table: the same whether listings come one by one or all at once, and kind to what people have said."""

import itertools

import pytest

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from enterprises.domain.organization import suspend_organization
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.match import decline_match, express_interest
from matchmaking.domain.matching import match_listing
from matchmaking.models import Match, MatchModel, MatchRun
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing, publish_listing
from projects.models import Listing
from tests.factories import make_listing, make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]

NEED = {"title": "降低铝电解槽阳极效应频率", "summary": "希望提前预报铝电解槽的阳极效应，降低电耗。"}
FITTING = {"title": "铝电解槽阳极效应预报系统", "summary": "根据槽电压预报阳极效应，已在电解铝厂应用。"}
FARMING = {"title": "马铃薯晚疫病监测与防治技术", "summary": "面向旱作马铃薯产区的病害监测。"}
WATER = {"title": "高盐矿井水零排放处理工艺", "summary": "用膜法与蒸发结晶处理煤矿矿井水。"}


@pytest.fixture
def firm(vocabularies):
    return make_organization("提需求的测试企业")


@pytest.fixture
def lab(vocabularies):
    return make_organization("供成果的测试实验室", kind="lab")


def table():
    """The match table as plain values, in a fixed order."""
    rows = Match.objects.order_by("wanted__title", "-score", "offered__title")
    return [
        (m.wanted.title, m.offered.title, m.score, m.state) for m in rows.select_related("wanted", "offered")
    ]


def test_publishing_a_need_brings_its_matches_with_reasons(firm, lab):
    for offer in (FITTING, FARMING, WATER):
        make_listing("achievement", owner=lab, **offer)
    need = make_listing("need", owner=firm, **NEED)
    drain()
    best = Match.objects.filter(wanted=need).first()
    assert best.offered.title == FITTING["title"]
    assert best.parts[0]["code"] == "text"
    assert any("阳极效应" in term["term"] for term in best.terms)
    assert best.model_version == MatchModel.objects.get(current=True).version
    assert (best.wanted_revision, best.run.state) == (need.revision, "done")


def test_an_achievement_published_later_enters_the_lists_of_needs_that_stand(firm, lab):
    make_listing("need", owner=firm, **NEED)
    for offer in (FARMING, WATER, {"title": "铝电解槽内衬材料", "summary": "延长电解槽寿命。"}):
        make_listing("achievement", owner=lab, **offer)
    drain()
    assert FITTING["title"] not in [row[1] for row in table()]
    make_listing("achievement", owner=lab, **FITTING)
    drain()
    assert table()[0][:2] == (NEED["title"], FITTING["title"])


def test_one_by_one_and_all_at_once_give_the_same_table(firm, lab):
    subjects = ("铝电解", "矿井水", "马铃薯", "风电叶片", "钕铁硼磁体", "中药饮片")
    for number, (subject, act) in enumerate(
        itertools.product(subjects, ("节能技术", "检测装置", "回收利用工艺"))
    ):
        make_listing(
            "achievement", owner=lab, title=f"{subject}{act}", summary=f"第{number}项：{subject}的{act}。"
        )
    for subject in subjects:
        make_listing(
            "need", owner=firm, title=f"{subject}生产中的节能难题", summary=f"{subject}能耗高，需要节能技术。"
        )
    start_full_match()
    drain()
    whole = table()
    Match.objects.all().delete()
    for pk in Listing.objects.order_by("number").values_list("pk", flat=True):  # any order, the same model
        match_listing(pk)
    assert whole == table()
    assert len(whole) > len(subjects)


def test_a_listing_that_leaves_the_market_takes_its_recommendations_with_it(firm, lab):
    offer = make_listing("achievement", owner=lab, **FITTING)
    need = make_listing("need", owner=firm, **NEED)
    drain()
    assert len(table()) == 1
    close_listing(offer, by=writer_for(lab))
    drain()
    assert table() == []
    assert Match.objects.filter(wanted=need).count() == 0


def test_interest_outlives_a_listing_only_as_a_lapsed_match(firm, lab):
    offer = make_listing("achievement", owner=lab, **FITTING)
    make_listing("need", owner=firm, **NEED)
    drain()
    express_interest(Match.objects.get(), by=writer_for(firm))
    close_listing(offer, by=writer_for(lab))
    drain()
    match = Match.objects.get()
    assert (match.state, match.transitions.last().note) == ("lapsed", "供需信息已下架")
    publish_listing(offer, by=writer_for(lab))
    drain()
    assert Match.objects.get().state == "recommended"


def test_a_declined_pair_stays_declined_when_it_is_found_again(firm, lab):
    offer = make_listing("achievement", owner=lab, **FITTING)
    make_listing("need", owner=firm, **NEED)
    drain()
    decline_match(Match.objects.get(), by=writer_for(firm), reasons=["1"])
    edit_listing(offer, {"summary": "新的摘要：阳极效应预报，提前三十分钟。"}, by=writer_for(lab))
    drain()
    assert [row[3] for row in table()] == ["declined"]


def test_editing_the_words_changes_the_score_and_names_the_revision(firm, lab):
    make_listing("achievement", owner=lab, **FITTING)
    need = make_listing("need", owner=firm, **NEED)
    drain()
    before = Match.objects.get()
    edit_listing(need, {"title": "铝电解槽阳极效应预报系统"}, by=writer_for(firm))
    drain()
    after = Match.objects.get()
    assert after.pk == before.pk
    assert after.score > before.score
    assert after.wanted_revision == before.wanted_revision + 1


def test_offers_of_a_suspended_organization_are_not_matched(firm, lab, people):
    make_listing("achievement", owner=lab, **FITTING)
    suspend_organization(lab, by=actor_for_user(people.dave), note="资质失效")
    make_listing("need", owner=firm, **NEED)
    drain()
    assert table() == []


def test_one_owner_is_never_matched_with_itself(firm):
    make_listing("achievement", owner=firm, **FITTING)
    make_listing("need", owner=firm, **NEED)
    drain()
    assert table() == []


def test_words_of_a_need_that_are_not_open_to_all_do_not_reach_the_score(firm, lab):
    """Details for later disclosure levels are no part of the card: with and without them the score is the same."""
    make_listing("achievement", owner=lab, **FITTING)
    need = make_listing("need", owner=firm, **NEED, disclosure="interest", description="无关的细节")
    drain()
    without = Match.objects.get().score
    edit_listing(need, {"description": "铝电解槽阳极效应预报系统 槽电压 电解铝厂"}, by=writer_for(firm))
    drain()
    assert Match.objects.get().score == without


def test_a_full_match_counts_its_progress_to_the_end(firm, lab):
    make_listing("achievement", owner=lab, **FITTING)
    for number in range(3):
        make_listing("need", owner=firm, title=f"阳极效应预报需求{number}", summary="铝电解槽")
    run = start_full_match()
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.total, run.matches) == ("done", 3, 3, 3)
    assert MatchRun.objects.filter(state="running").count() == 0
