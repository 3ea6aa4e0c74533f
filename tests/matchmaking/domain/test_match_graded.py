"""From a grade to the lists of the needs it teaches, through the job that the grade wrote."""

import pytest
from django.utils import timezone

from config.kernel.jobs import drain
from config.kernel.models import Job
from enterprises.actors import actor_for_user
from matchmaking.domain.grade import grade_match
from matchmaking.domain.matching import match_listing
from matchmaking.domain.queries import matches_visible_to, score_seen_by
from matchmaking.models import Match
from tests.factories import make_administrator, make_listing, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
NEED = "降低铝电解槽阳极效应频率，提前预报阳极效应"


def carry_out():
    """What is due, and what waits for the last of several grades."""
    Job.objects.filter(kind="match_graded", state="ready").update(due=timezone.now())
    drain()


@pytest.fixture
def pair(people):
    """Two offers that fit the words alike, and the enterprise's need, matched."""
    for name in ("电流分布监测", "内衬保温材料"):
        make_listing(
            "achievement", owner=people.lab, title=f"铝电解槽{name}", summary=f"{name}，用于{NEED}。"
        )
    need = make_listing("need", owner=people.enterprise, title=NEED, summary=f"{NEED}。")
    drain()
    return need


def seen(user, need):
    """(offer, score) as the person sees them, best first."""
    actor = actor_for_user(user)
    rows = [(m.offered.title, score_seen_by(actor, m)) for m in matches_visible_to(actor).filter(wanted=need)]
    return sorted(rows, key=lambda row: -row[1])


def test_a_grade_changes_what_the_wanted_side_and_staff_see_and_nothing_the_offered_side_sees(people, pair):
    before = {name: seen(getattr(people, name), pair) for name in ("alice", "bob", "dave")}
    worst = Match.objects.filter(wanted=pair).last()
    grade_match(worst, 4, by=actor_for_user(people.alice))
    carry_out()
    after = {name: seen(getattr(people, name), pair) for name in ("alice", "bob", "dave")}
    assert after["bob"] == before["bob"]
    assert after["alice"] == after["dave"] != before["alice"]
    assert after["alice"][0][0] == worst.offered.title
    worst.refresh_from_db()
    assert (worst.learned_score > worst.score, worst.by_experience) == (True, False)
    assert (worst.experience["level"], worst.experience["own"]) == (4.0, 0)


def test_an_experts_grade_reaches_the_near_copy_of_another_firm_and_an_owners_does_not(people, pair):
    other = make_listing(
        "need", owner=make_organization("另一家企业"), title=f"{NEED}的需求", summary=f"{NEED}。"
    )
    drain()
    match = Match.objects.filter(wanted=other).last()
    grade_match(match, 4, by=actor_for_user(people.dave))
    carry_out()
    taught = Match.objects.get(wanted=pair, offered=match.offered_id)
    assert taught.learned_score > taught.score
    grade_match(taught, 1, by=actor_for_user(people.alice))
    carry_out()
    match.refresh_from_db()
    assert match.experience["level"] == 4.0  # what Alice said is not in it


def test_matching_again_with_the_same_grades_writes_the_same(people, pair):
    grade_match(Match.objects.filter(wanted=pair).last(), 4, by=actor_for_user(make_administrator()))
    carry_out()
    first = list(Match.objects.order_by("id").values())
    match_listing(pair.pk)
    assert list(Match.objects.order_by("id").values()) == first


def test_a_pair_that_only_grades_brought_is_not_on_the_offered_side(people, pair):
    match = Match.objects.filter(wanted=pair).last()
    Match.objects.filter(pk=match.pk).update(by_experience=True)
    assert len(seen(people.alice, pair)) == 2
    assert len(seen(people.bob, pair)) == 1
