"""What grades teach: a need's own from ten on, a near-copy's at once, and never what another party said."""

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.experience import learn_lists
from matchmaking.domain.grade import grade_match
from matchmaking.domain.market import current_market
from matchmaking.domain.near_copies import near_copies_in_market
from matchmaking.models import Match
from tests.factories import make_administrator, make_listing, make_match, make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]

ELECTROLYSIS = "降低铝电解槽阳极效应频率，提前预报阳极效应"
K = 20
# Half of the offers speak of current and anodes, half of heat and the lining; the need's words fit both alike.
CURRENT = [
    f"铝电解槽阳极电流分布{word}"
    for word in ("在线监测", "传感装置", "采集方法", "诊断软件", "无线模块", "校准技术")
]
LINING = [
    f"铝电解槽内衬保温{word}" for word in ("材料", "结构", "砌筑工艺", "修补技术", "寿命评估", "热场仿真")
]


@pytest.fixture
def firm(vocabularies):
    return make_organization("提需求的测试企业")


@pytest.fixture
def lab(vocabularies):
    return make_organization("供成果的测试实验室", kind="lab")


@pytest.fixture
def offers(lab):
    """Titles → listings."""
    about = {title: f"{title}，用于{ELECTROLYSIS}。" for title in (*CURRENT, *LINING)}
    about |= {title: f"{title}的技术。" for title in ("马铃薯晚疫病监测", "高盐矿井水零排放")}
    return {
        title: make_listing("achievement", owner=lab, title=title, summary=summary)
        for title, summary in about.items()
    }


def post(owner, title=ELECTROLYSIS, **values):
    return make_listing("need", owner=owner, title=title, summary=f"{title}。", **values)


def grade(need, offers, levels, *, by):
    for title, level in levels.items():
        match = Match.objects.filter(wanted=need, offered=offers[title]).first() or make_match(
            wanted=need, offered=offers[title]
        )
        grade_match(match, level, by=by)


def learn(need, *, words=K):
    """(titles by learned score, {title: learned}) of a need's list; `words`: how many the words alone bring."""
    copy = current_market()
    card = copy.wanted.get(str(need.pk))
    lists, learned = learn_lists({card.id: copy.offered.search(card, words)}, copy, K)
    titles = {scored.id: copy.offered.get(scored.id).title for scored in lists[card.id]}
    found = {titles[offered]: one for (_wanted, offered), one in learned.items()}
    return sorted(found, key=lambda title: -found[title].score), found


def expert():
    return actor_for_user(make_administrator("评级专家"))


def test_nobody_has_graded_so_nothing_is_learned(firm, offers):
    assert learn(post(firm)) == ([], {})


def test_a_need_that_was_not_graded_learns_nothing_from_one_that_says_something_else(firm, offers):
    other = post(firm, title="马铃薯晚疫病防治")
    grade(other, offers, {"马铃薯晚疫病监测": 4}, by=writer_for(firm))
    assert learn(post(firm)) == ([], {})


def test_ten_grades_of_its_own_move_a_need_towards_what_was_liked(firm, offers):
    """Five offers about current are strongly related, five about the lining are not: of the sixth of each, which
    nobody has graded, the one about current gets ahead."""
    need = post(firm)
    unseen = CURRENT[-1], LINING[-1]
    levels = dict.fromkeys(CURRENT[:5], 4) | dict.fromkeys(LINING[:4], 1)
    grade(need, offers, levels, by=writer_for(firm))
    _order, nine = learn(need)
    assert nine[unseen[0]].detail["own"] == 0

    grade(need, offers, {LINING[4]: 1}, by=writer_for(firm))
    order, ten = learn(need)

    assert ten[unseen[0]].detail["own"] == 10
    ahead = [found[unseen[0]].score - found[unseen[1]].score for found in (nine, ten)]
    assert ahead[1] > ahead[0] + 0.1
    assert set(order[:6]) == set(CURRENT)


def test_a_graded_pair_counts_as_known_at_once(firm, offers):
    need = post(firm)
    before = current_market().offered.search(current_market().wanted.get(str(need.pk)), K)
    plain = {scored.id: scored.score for scored in before}
    grade(need, offers, {CURRENT[0]: 4, LINING[0]: 1}, by=writer_for(firm))
    order, found = learn(need)
    assert found[CURRENT[0]].score > plain[str(offers[CURRENT[0]].pk)]
    assert found[LINING[0]].score < plain[str(offers[LINING[0]].pk)]
    assert (found[CURRENT[0]].detail["level"], found[CURRENT[0]].detail["needs"]) == (4.0, 1)
    assert order[0] == CURRENT[0]
    assert found[CURRENT[1]].score == plain[str(offers[CURRENT[1]].pk)]  # nothing is known of this one


@pytest.mark.parametrize(
    ("same_owner", "by_expert", "disclosure", "taught"),
    [
        (False, True, "public", True),  # an expert's word on an open near-copy
        (False, True, "members", False),  # the near-copy's card is not for everybody
        (False, False, "public", False),  # what another owner said teaches nobody else
        (True, False, "members", True),  # one's own words on one's own near-copy
        (True, True, "members", True),
    ],
)
def test_who_learns_from_a_near_copy(firm, offers, same_owner, by_expert, disclosure, taught):
    other = firm if same_owner else make_organization("另一家企业")
    copied = post(other, title=f"{ELECTROLYSIS}的需求", disclosure=disclosure)
    grade(copied, offers, {CURRENT[2]: 4}, by=expert() if by_expert else writer_for(other))
    _order, found = learn(post(firm))
    assert ("level" in found[CURRENT[2]].detail) if taught else found == {}


def test_a_near_copy_that_left_the_market_still_teaches_its_owner_and_an_expert_others_no_more(firm, offers):
    other = make_organization("另一家企业")
    copied = post(other, title=f"{ELECTROLYSIS}的需求")
    grade(copied, offers, {CURRENT[2]: 4}, by=expert())
    need, own = post(firm), post(other)
    type(copied).objects.filter(pk=copied.pk).update(state="closed")
    assert learn(need) == ([], {})
    assert "level" in learn(own)[1][CURRENT[2]].detail


def test_grades_bring_offers_the_words_did_not_and_say_so(firm, offers):
    """The list of the words is cut at three; an expert found another offer right for a near-copy."""
    copied = post(make_organization("另一家企业"), title=f"{ELECTROLYSIS}的需求")
    need = post(firm)
    _order, nothing = learn(need, words=3)
    assert nothing == {}
    listed = {scored.id for scored in _plain(need, 3)}
    absent = next(title for title, offer in offers.items() if str(offer.pk) not in listed and title in LINING)
    grade(copied, offers, {absent: 4}, by=expert())
    order, found = learn(need, words=3)
    assert order[0] == absent
    by_grades = {title for title, one in found.items() if one.only_by_grades}
    assert absent in by_grades
    assert {str(offers[title].pk) for title in found.keys() - by_grades} == listed


def _plain(need, count):
    copy = current_market()
    return copy.offered.search(copy.wanted.get(str(need.pk)), count)


def test_what_the_words_brought_stays_in_the_list_however_it_was_graded(firm, offers):
    """So that the offered side cannot tell from a match that went what was said about it."""
    need = post(firm)
    listed = {scored.id for scored in _plain(need, 3)}
    titles = {title for title, offer in offers.items() if str(offer.pk) in listed}
    grade(need, offers, dict.fromkeys(titles, 1), by=writer_for(firm))
    _order, found = learn(need, words=3)
    assert titles <= set(found)


def test_an_offer_of_ones_own_is_never_brought(firm, offers):
    mine = make_listing("achievement", owner=firm, title="铝电解槽阳极效应预报系统")
    copied = post(make_organization("另一家企业"), title=f"{ELECTROLYSIS}的需求")
    grade(copied, {"mine": mine}, {"mine": 4}, by=expert())
    _order, found = learn(post(firm))
    assert "铝电解槽阳极效应预报系统" not in found


def test_whom_a_grade_may_teach(firm, offers):
    need = post(firm)
    copied = post(make_organization("另一家企业"), title=f"{ELECTROLYSIS}的需求")
    post(firm, title="马铃薯晚疫病防治")
    assert near_copies_in_market(str(need.pk), current_market()) == sorted([str(need.pk), str(copied.pk)])
