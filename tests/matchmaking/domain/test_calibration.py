"""The probability beside a match: as delivered until enough needs are graded, then from the grades given here."""

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.calibration import LEAST_NEEDS, recalibrate
from matchmaking.domain.grade import grade_match
from matchmaking.domain.model import current_model
from matchmaking.domain.probability import probabilities
from matchmaking.engine.learning.calibration import DEFAULT
from matchmaking.models import Grade, Match, MatchModel
from tests.factories import make_listing, make_match
from tests.matchmaking.graded import firms, graded_needs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
COSINES = (0.5, 0.3, 0.05)


def test_as_delivered_it_says_so():
    match = make_match()
    curve = probabilities()
    assert (curve.is_own, curve.calibration) == (False, DEFAULT)
    assert curve.of_similarity(0.1) == DEFAULT.probability(0.1)
    assert 0 < curve.of_similarity(0.05) < curve.of_similarity(0.5) < 1
    assert curve.of(match, actor_for_user(None)) == DEFAULT.probability(0.1)


def test_what_grades_moved_is_told_to_those_who_may_read_them(people):
    match = make_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    Match.objects.update(experience={"similarity": 0.4}, learned_score=0.7)
    match.refresh_from_db()
    curve = probabilities()
    shown = {
        name: curve.of(match, actor_for_user(getattr(people, name))) for name in ("alice", "dave", "bob")
    }
    moved, plain = DEFAULT.probability(0.4), DEFAULT.probability(0.1)
    assert shown == {"alice": moved, "dave": moved, "bob": plain}


def test_enough_graded_needs_give_a_curve_of_ones_own_and_a_model_that_names_it():
    """What is graded here is kinder than the delivered curve: the probability beside every match rises."""
    delivered = current_model()
    graded_needs([[4, 3, 1]] * (LEAST_NEEDS - 1) + [[4, 1, 1]], owners=firms(3), cosines=COSINES)
    elsewhere = make_match()

    model = recalibrate()

    assert (model.current, MatchModel.objects.filter(current=True).get()) == (True, model)
    assert model.version.startswith(f"{delivered.version}+c")
    assert (model.folder, model.documents) == (delivered.folder, delivered.documents)
    curve = probabilities()
    assert (curve.is_own, curve.calibration.needs, curve.calibration.pairs) == (True, 25, 75)
    assert curve.of(elsewhere, actor_for_user(None)) > DEFAULT.probability(0.1)
    assert recalibrate() is None  # nothing new was graded


def test_one_need_less_changes_nothing():
    current_model()
    graded_needs([[4, 3, 1]] * (LEAST_NEEDS - 1), owners=firms(3), cosines=COSINES)
    assert recalibrate() is None
    assert not probabilities().is_own


@pytest.mark.parametrize(("levels", "owners"), [([4, 3, 3], 3), ([4, 3, 1], 2)])
def test_grades_that_all_agree_or_come_from_two_firms_change_nothing(levels, owners):
    current_model()
    graded_needs([levels] * LEAST_NEEDS, owners=firms(owners), cosines=COSINES)
    assert recalibrate() is None


def test_a_model_that_was_put_back_and_is_held_stays():
    current_model()
    graded_needs([[4, 3, 1]] * LEAST_NEEDS, owners=firms(3), cosines=COSINES)
    MatchModel.objects.update(held=True)
    assert recalibrate() is None


def test_the_earlier_model_stands_in_the_table_with_what_it_had():
    delivered = current_model()
    graded_needs([[4, 3, 1]] * LEAST_NEEDS, owners=firms(3), cosines=COSINES)
    recalibrate()
    delivered.refresh_from_db()
    assert (delivered.current, delivered.calibration) == (False, None)


def test_a_grade_remembers_the_probability_that_stood_beside_the_pair(people):
    match = make_match(wanted=make_listing("need", owner=people.enterprise))
    grade_match(match, 3, by=actor_for_user(people.alice))
    assert Grade.objects.get().probability == DEFAULT.probability(0.1)
