"""Where an achievement goes on: pilot bases that lift its level and scenarios, in whatever order they came in."""

import pytest

from config.kernel.errors import NotAllowed
from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.choices import Relation
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.grade import grade_match
from matchmaking.domain.match import express_interest
from matchmaking.domain.onward import onward_scores
from matchmaking.domain.reasons import reason_sentences
from matchmaking.models import Match, MatchRun
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing
from projects.models import Achievement, PilotBase
from tests.factories import make_listing, make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
TEXT = "镍渣 有价金属 回转窑 还原焙烧 连续浸出 萃取 回收"


def pilot(low, high, text=TEXT, **values):
    return make_listing(
        "pilot_base", title=f"{text}扩大试验线", summary=text, trl_from=low, trl_to=high, **values
    )


def achievement(level, text=TEXT, **values):
    return make_listing("achievement", title=f"{text}新工艺", summary=text, trl=level, **values)


def work_off():
    while drain():
        pass


def pairs(relation=None):
    rows = Match.objects.all() if relation is None else Match.objects.filter(relation=relation)
    return {(match.wanted.title, match.offered.title, match.relation) for match in rows}


def table():
    """Everything of the match table that does not depend on when it was written."""
    rows = Match.objects.values_list("wanted", "offered", "relation", "score", "parts", "terms", "state")
    return sorted(map(str, rows))


def test_an_achievement_is_matched_with_the_bases_that_lift_it_and_with_scenarios():
    lifting, short, above = pilot(4, 7), pilot(3, 5), pilot(6, 9)
    scenario = make_listing(
        "scenario", title=f"{TEXT}验证场景", summary=TEXT, list_kind="opportunity", places=2
    )
    mine = achievement(5)
    work_off()
    assert {(match.offered_id, match.relation) for match in Match.objects.filter(wanted=mine)} == {
        (lifting.pk, Relation.ACHIEVEMENT_PILOT_BASE),
        (scenario.pk, Relation.ACHIEVEMENT_SCENARIO),
    }
    assert [short.trl_to, above.trl_from] == [5, 6]
    match = Match.objects.get(wanted=mine, offered=lifting)
    assert "可以把技术成熟度从 5 级提升到 7 级" in reason_sentences(match)
    assert (match.wanted_revision, match.offered_revision) == (1, 1)


def test_a_level_nobody_says_rules_nothing_out():
    pilot(None, None)
    pilot(4, 7)
    achievement(None)
    work_off()
    assert Match.objects.filter(relation=Relation.ACHIEVEMENT_PILOT_BASE).count() == 2


def test_how_an_achievement_itself_is_to_be_had_says_nothing_about_where_it_goes():
    pilot(4, 7, modes=["M10"])
    achievement(5, modes=["M1"], asking_price="900000.00")
    work_off()
    assert Match.objects.count() == 1


def test_the_same_owner_is_not_matched_with_itself_and_needs_are_as_before():
    owner = make_organization()
    pilot(4, 7, owner=owner)
    achievement(5, owner=owner)
    make_listing("need", title=f"{TEXT}难题", summary=TEXT)
    work_off()
    assert {match.relation for match in Match.objects.all()} == {Relation.NEED_ACHIEVEMENT}


def test_one_by_one_in_any_order_and_all_at_once_give_the_same_table():
    base, mine = pilot(4, 7), achievement(5)
    make_listing("scenario", title=f"{TEXT}场景", summary=TEXT)
    make_listing("need", title=f"{TEXT}难题", summary=TEXT)
    achievement(6, text="黄芪 提取 多糖 干燥")
    pilot(5, 8, text="黄芪 多糖 提取 浓缩")
    work_off()
    edit_listing(base, {"summary": f"{TEXT} 氧压"}, by=writer_for(base.owner))
    work_off()
    edit_listing(mine, {"keywords": ["镍渣"]}, by=writer_for(mine.owner))
    work_off()
    start_full_match()
    work_off()
    after_full = table()
    Match.objects.all().delete()
    start_full_match()
    work_off()
    assert table() == after_full
    assert len(after_full) == 4
    base = PilotBase.objects.get(pk=base.pk)
    edit_listing(base, {"summary": f"{TEXT} 氧压浸出"}, by=writer_for(base.owner))
    work_off()
    one_by_one = table()
    Match.objects.all().delete()
    start_full_match()
    work_off()
    assert [row.partition(", [")[0] for row in table()] == [row.partition(", [")[0] for row in one_by_one]


def test_a_base_that_leaves_takes_its_matches_along_and_another_takes_the_place():
    base, mine = pilot(4, 7), achievement(5)
    other = pilot(4, 8)
    work_off()
    match = Match.objects.get(offered=base)
    express_interest(match, by=writer_for(mine.owner))
    close_listing(base, by=writer_for(base.owner))
    work_off()
    assert Match.objects.get(offered=base).state == "lapsed"
    assert Match.objects.get(offered=other).state == "recommended"
    close_listing(Achievement.objects.get(pk=mine.pk), by=writer_for(mine.owner))
    work_off()
    assert Match.objects.filter(offered=other).count() == 0


def test_both_sides_speak_as_of_any_match_and_nobody_grades_it(people):
    pilot(4, 7, owner=people.enterprise)
    achievement(5, owner=people.lab)
    work_off()
    match = Match.objects.select_related("wanted__owner", "offered__owner").get()
    express_interest(match, by=writer_for(people.lab))
    match = express_interest(match, by=writer_for(people.enterprise))
    assert match.state == "mutual"
    with pytest.raises(NotAllowed):
        grade_match(match, level=4, by=actor_for_user(people.dave))


def test_the_run_of_a_service_counts_all_achievements():
    for level in (4, 5, 6):
        achievement(level)
    work_off()
    base = pilot(4, 7)
    work_off()
    run = MatchRun.objects.filter(listing=base.pk).latest("started")
    assert (run.state, run.total, run.done, run.steps, run.steps_done, run.matches) == ("done", 3, 3, 1, 1, 3)


def test_any_achievement_is_scored_against_a_service_also_below_the_floor():
    base, near, far = pilot(4, 7), achievement(5), achievement(5, text="黄芪 多糖")
    work_off()
    scores = onward_scores([near, far], base)
    assert scores[near.pk] == Match.objects.get(wanted=near).score
    assert 0 <= scores[far.pk] < scores[near.pk] <= 1
