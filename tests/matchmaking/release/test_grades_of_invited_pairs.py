"""Grades of a pair that an invitation opened teach nobody and enter no figure: why its owner came to ask is theirs."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.calibration import LEAST_NEEDS, recalibrate
from matchmaking.domain.cases import graded_pairs
from matchmaking.domain.experience import pupils
from matchmaking.domain.grade import grade_match
from matchmaking.domain.invitations import accept_invitation, deliver_invitations, invite
from matchmaking.domain.lessons import Verdicts, graded_needs, with_own_grades
from matchmaking.domain.market import current_market
from matchmaking.domain.public_grades import public_grades
from matchmaking.models import Grade, Invitation, Match, MatchModel
from tests.conftest import People
from tests.factories import make_listing, make_match
from tests.matchmaking import graded
from tests.matchmaking.release.conftest import run_now

pytestmark = pytest.mark.django_db


def open_by_invitation(people: People, secret_need, fit) -> Match:
    """Alice's own run finds Bob's result, she invites him, he accepts."""
    drain()
    run_now(secret_need)
    invitation = invite(secret_need, fit.pk, by=actor_for_user(people.alice))
    Invitation.objects.update(due=timezone.now() - dt.timedelta(minutes=1))
    assert deliver_invitations() == 1
    invitation.refresh_from_db()
    accept_invitation(invitation, by=actor_for_user(people.bob))
    return Match.objects.select_related("wanted__owner", "offered__owner").get(invited=True)


@pytest.fixture
def invited(people, secret_need, fit) -> Match:
    """The pair, graded by an expert and by the side that wants."""
    match = open_by_invitation(people, secret_need, fit)
    grade_match(match, 4, by=actor_for_user(people.dave))
    grade_match(match, 3, by=actor_for_user(people.alice))
    return match


def grade_an_ordinary_pair(people: People, need) -> Grade:
    """Another offer for the same need, which nobody was invited to."""
    offer = make_listing("achievement", owner=people.lab, title="生产能耗在线监测", summary="降低能耗。")
    return grade_match(make_match(wanted=need, offered=offer), 2, by=actor_for_user(people.dave))


def test_they_are_kept_and_enter_nothing(people, invited):
    assert Grade.objects.filter(stands=True).count() == 2
    assert list(public_grades(Grade.objects.all())) == []
    assert (graded_pairs(), graded_needs()) == ([], {})
    assert with_own_grades([str(invited.wanted_id)], 1) == set()


def test_of_a_need_with_both_only_the_ordinary_pair_counts(people, invited):
    ordinary = grade_an_ordinary_pair(people, invited.wanted)
    wanted = str(invited.wanted_id)
    assert list(public_grades(Grade.objects.all())) == [ordinary]
    assert [(seen.case.need, seen.case.level) for seen in graded_pairs()] == [(wanted, 2)]
    assert Verdicts(graded_needs()).own(wanted) == {str(ordinary.offered_id): 2.0}
    assert (with_own_grades([wanted], 1), with_own_grades([wanted], 2)) == ({wanted}, set())


@pytest.fixture
def spoken_of(people) -> None:
    """An offer with the public words of the need: near-copies are told by words that the market knows."""
    make_listing("achievement", owner=people.outside, title="降低生产能耗", summary="降低能耗的技术合作。")


def test_a_near_copy_of_the_need_learns_nothing_from_them(people, spoken_of, invited):
    twin = make_listing(
        "need", owner=people.outside, title=invited.wanted.title, summary=invited.wanted.summary
    )
    ids = [str(twin.pk), str(invited.wanted_id)]
    assert pupils(ids, current_market()) == {}
    ordinary = grade_an_ordinary_pair(people, invited.wanted)
    learned = pupils(ids, current_market())
    assert {id: dict(pupil.levels) for id, pupil in learned.items()} == {
        id: {str(invited.wanted_id): {str(ordinary.offered_id): 2.0}} for id in ids
    }


def test_a_pair_that_was_graded_before_its_invitation_counts_no_more(people, secret_need, fit):
    ordinary = make_match(wanted=secret_need, offered=fit)
    grade_match(ordinary, 4, by=actor_for_user(people.dave))
    assert len(graded_pairs()) == 1
    assert open_by_invitation(people, secret_need, fit).pk == ordinary.pk
    assert graded_pairs() == []


def test_the_curve_is_fitted_without_them(people, invited):
    """They would make the number of needs full from which a curve of one's own is fitted."""
    levels = [[4, 3, 1]] * (LEAST_NEEDS - 1)
    graded.graded_needs(levels, owners=graded.firms(3), cosines=(0.5, 0.3, 0.05))
    assert recalibrate() is None
    grade_an_ordinary_pair(people, invited.wanted)
    assert recalibrate() == MatchModel.objects.get(current=True)
    assert MatchModel.objects.get(current=True).calibration["pairs"] == 3 * (LEAST_NEEDS - 1) + 1
