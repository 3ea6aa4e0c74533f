"""Runs over real applications: proposed by the untied, approved whole or not at all, everybody told why."""

import json
import threading

import pytest
from django.db import connection

from config.kernel.errors import IllegalTransition, Invalid, LostRace, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.models import DeclaredTie, Membership
from projects.domain.allocation.files import read
from projects.domain.allocation.run import allocate
from projects.domain.allocations import (
    Outdated,
    Shares,
    approve_allocation,
    groups_of,
    propose_allocation,
    reject_allocation,
    rows_to_allocate,
)
from projects.domain.applications import withdraw_application
from projects.domain.outcomes import outcome_sentence
from projects.domain.service_queries import allocations_visible_to, lines_visible_to
from projects.models import Allocation, Application, Booking, Listing, Slot
from tests.factories import (
    make_administrator,
    make_application,
    make_booking,
    make_listing,
    make_organization,
    make_scenario,
    make_slot,
    make_user,
    writer_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
NONE_KEPT = Shares(0, 0)


@pytest.fixture
def dave():
    return actor_for_user(make_administrator("戴夫"))


def of(*listings):
    return [Listing.objects.get(pk=listing.pk) for listing in listings]


def propose(scenario, scores, by, shares=NONE_KEPT):
    """Apply with as many achievements as there are scores, and propose."""
    applications = [make_application(scenario=scenario) for _score in scores]
    points = {application.pk: score for application, score in zip(applications, scores, strict=True)}
    return applications, propose_allocation(of(scenario), points, shares=shares, by=by)


def states(applications):
    return [Application.objects.get(pk=application.pk).state for application in applications]


def test_a_proposal_moves_nobody_and_approval_moves_everybody_and_says_why(dave):
    applications, allocation = propose(make_scenario(places=2), [5000, 9000, 7000], dave)
    assert states(applications) == ["submitted"] * 3
    approve_allocation(allocation, by=dave)
    assert states(applications) == ["waiting", "selected", "selected"]
    assert [outcome_sentence(application.lines.get()) for application in applications] == [
        "未入选：匹配度 50 低于入选线。其他申请不变时，匹配度须高于 70 才能入选（等于时抽签）。",
        "入选：匹配度 90。",
        "入选：匹配度 70。",
    ]
    notes = [application.transitions.last().note for application in applications]
    assert notes == ["分数未达到入选线", "", ""]


def test_a_rejected_proposal_leaves_all_as_it_was_and_draws_with_the_same_seed_again(dave):
    scenario = make_scenario(places=1)
    applications, first = propose(scenario, [5000, 5000], dave)
    with pytest.raises(Invalid):
        reject_allocation(first, by=dave, note=" ")
    reject_allocation(first, by=dave, note="保留比例有误")
    assert states(applications) == ["submitted"] * 2
    points = {application.pk: 5000 for application in applications}
    second = propose_allocation(of(scenario), points, shares=NONE_KEPT, by=dave)
    assert second.published["inputs"]["seed"] == first.published["inputs"]["seed"]
    assert second.published["result"] == first.published["result"]


def test_two_proposals_for_one_scenario_do_not_stand_beside_each_other(dave):
    scenario = make_scenario()
    propose(scenario, [1, 2, 3], dave)
    with pytest.raises(IllegalTransition, match="等待批准"):
        propose(scenario, [], dave)


def test_there_must_be_something_to_share_out(dave):
    with pytest.raises(Invalid, match="没有等待分配"):
        propose_allocation(of(make_scenario()), {}, shares=NONE_KEPT, by=dave)
    mixed = of(make_application().scenario, make_booking().slot.base)
    with pytest.raises(Invalid, match="分开分配"):
        propose_allocation(mixed, {}, shares=NONE_KEPT, by=dave)


def test_the_published_file_runs_again_outside_and_names_nobody(dave):
    applications, allocation = propose(make_scenario(places=1), [5000, 5000, 4000], dave, Shares())
    text = json.dumps(Allocation.objects.get(pk=allocation.pk).published)
    inputs, claimed = read(text)
    assert [outcome["reason"] for outcome in claimed["outcomes"]] == [
        outcome.reason for outcome in allocate(inputs).outcomes
    ]
    achievement = applications[0].achievement
    owner = achievement.owner
    named = (owner.name, str(owner.pk), applications[0].number, str(achievement.pk), achievement.number)
    assert [word for word in named if word in text] == []


def test_places_are_kept_for_small_firms_and_for_other_prefectures(dave):
    scenario = make_scenario(places=2)
    big = make_organization(size="large", region="620100")
    small = make_organization(size="micro", region="620600")
    applications = [
        make_application(scenario=scenario, achievement=make_listing("achievement", owner=owner))
        for owner in (big, big, small)
    ]
    scores = zip(applications, (9000, 8000, 100), strict=True)
    points = {application.pk: score for application, score in scores}
    allocation = propose_allocation(of(scenario), points, shares=Shares(20, 20), by=dave)
    approve_allocation(allocation, by=dave)
    assert states(applications) == ["selected", "waiting", "selected"]
    assert applications[1].lines.get().reason == "reserved"


def test_groups_come_from_the_register():
    assert [
        sorted(groups_of(make_organization(kind=kind, size=size, region=region)))
        for kind, size, region in (
            ("enterprise", "small", "620100"),
            ("enterprise", "large", "620102"),
            ("enterprise", "micro", "620600"),
            ("lab", "small", "620300"),
            ("lab", "", "620000"),
            ("lab", "", ""),
            ("lab", "", "110100"),
        )
    ] == [["small"], [], ["away", "small"], ["away"], [], [], []]


def test_one_place_per_achievement_also_over_several_runs(dave):
    first, second = make_scenario(places=1), make_scenario(places=1)
    achievement = make_listing("achievement")
    one = make_application(scenario=first, achievement=achievement)
    propose_and_approve = propose_allocation(of(first), {one.pk: 5000}, shares=NONE_KEPT, by=dave)
    approve_allocation(propose_and_approve, by=dave)
    two = make_application(scenario=second, achievement=achievement)
    other = make_application(scenario=second)
    run = propose_allocation(of(second), {two.pk: 9000, other.pk: 1000}, shares=NONE_KEPT, by=dave)
    approve_allocation(run, by=dave)
    assert states([one, two, other]) == ["selected", "not_selected", "selected"]
    assert outcome_sentence(two.lines.get()) == "同一成果已在另一处入选，每项成果只占一个名额。"


def test_who_waits_is_in_the_next_run_when_a_place_comes_free(dave):
    scenario = make_scenario(places=1)
    applications, allocation = propose(scenario, [9000, 5000], dave)
    approve_allocation(allocation, by=dave)
    withdraw_application(
        Application.objects.get(pk=applications[0].pk), by=writer_for(applications[0].achievement.owner)
    )
    assert [row.pk for row in rows_to_allocate(of(scenario))] == [applications[1].pk]
    again = propose_allocation(of(scenario), {applications[1].pk: 5000}, shares=NONE_KEPT, by=dave)
    approve_allocation(again, by=dave)
    assert states(applications) == ["withdrawn", "selected"]


def test_a_change_since_the_run_makes_it_outdated_and_nothing_is_done(dave):
    scenario = make_scenario(places=1)
    applications, allocation = propose(scenario, [9000, 5000], dave)
    make_application(scenario=scenario)
    with pytest.raises(Outdated):
        approve_allocation(allocation, by=dave)
    assert states(applications) == ["submitted"] * 2
    assert Allocation.objects.get().state == "proposed"
    assert reject_allocation(Allocation.objects.get(), by=dave, note="有新申请").state == "rejected"


def test_slots_of_a_pilot_base_are_shared_out_the_same_way(dave):
    slot = make_slot(places=1)
    bookings = [make_booking(slot=slot) for _n in range(2)]
    points = {bookings[0].pk: 3000, bookings[1].pk: 4000}
    allocation = propose_allocation(of(slot.base), points, shares=NONE_KEPT, by=dave)
    approve_allocation(allocation, by=dave)
    assert [Booking.objects.get(pk=booking.pk).state for booking in bookings] == ["refused", "confirmed"]
    assert outcome_sentence(bookings[0].lines.get()).startswith("未入选：匹配度 30 低于入选线。")
    assert Slot.objects.get().taken == 1


class TestConflicts:
    @pytest.mark.parametrize("party", ["applicant", "opener"])
    @pytest.mark.parametrize("how", ["member", "declared"])
    def test_who_is_tied_to_a_party_neither_proposes_nor_decides_nor_sees_it(self, dave, party, how):
        scenario = make_scenario(places=1)
        applications, allocation = propose(scenario, [9000, 5000], dave)
        owner = scenario.owner if party == "opener" else applications[1].achievement.owner
        user = make_administrator("有利益关系者")
        if how == "member":
            Membership.objects.create(organization=owner, user=user, role="viewer")
        else:
            DeclaredTie.objects.create(user=user, organization=owner, kind="shares")
        tied = actor_for_user(user)
        assert list(allocations_visible_to(tied)) == []
        for act in (
            lambda: approve_allocation(allocation, by=tied),
            lambda: reject_allocation(allocation, by=tied, note="不"),
            lambda: propose_allocation(of(scenario), {}, shares=NONE_KEPT, by=tied),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert Allocation.objects.get().state == "proposed"

    def test_only_administrators(self, dave):
        scenario = make_scenario(places=1)
        _applications, allocation = propose(scenario, [9000, 5000], dave)
        for by in (writer_for(scenario.owner), actor_for_user(make_user("甲"))):
            with pytest.raises(NotAllowed):
                approve_allocation(allocation, by=by)


class TestWhoSees:
    def test_a_proposal_is_the_administrators_and_a_decision_everybodys(self, dave):
        applications, allocation = propose(make_scenario(places=1), [9000, 5000], dave)
        applicant = writer_for(applications[1].achievement.owner)
        stranger = writer_for(make_organization())
        assert [list(allocations_visible_to(by)) for by in (dave, applicant, stranger)] == [
            [allocation],
            [],
            [],
        ]
        assert [lines_visible_to(by).count() for by in (dave, applicant, stranger)] == [2, 0, 0]
        approve_allocation(allocation, by=dave)
        assert [list(allocations_visible_to(by)) for by in (applicant, stranger)] == [
            [allocation],
            [allocation],
        ]
        assert [lines_visible_to(by).count() for by in (dave, applicant, stranger)] == [2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_of_eight_administrators_at_once_exactly_one_approves():
    administrators = [actor_for_user(make_administrator(f"管理员{n}")) for n in range(8)]
    applications, allocation = propose(make_scenario(places=1), [9000, 5000], administrators[0])
    start, outcomes = threading.Barrier(len(administrators)), []

    def approve(actor):
        mine = Allocation.objects.get(pk=allocation.pk)
        start.wait()
        try:
            outcomes.append(str(approve_allocation(mine, by=actor).state))
        except LostRace:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[actor]) for actor in administrators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved"] + ["told"] * 7
    assert states(applications) == ["selected", "waiting"]
    assert [application.transitions.count() for application in applications] == [2, 2]
