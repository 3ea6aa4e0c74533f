"""The learned ranker as a trial: fitted on open pairs only, stored either way, in force only on proof."""

from io import StringIO

import pytest
from django.core.management import call_command

from matchmaking.domain.model import current_model
from matchmaking.domain.ranker import open_levels, train_ranker
from matchmaking.domain.versions import generation
from matchmaking.models import MatchModel
from projects.models import Listing
from tests.matchmaking.graded import firms, graded_needs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def test_without_grades_there_is_nothing_to_learn():
    assert train_ranker() is None
    assert MatchModel.objects.count() == 1


def test_a_few_needs_are_no_proof_so_the_trial_is_stored_and_not_in_force():
    before = current_model()
    graded_needs([[4, 3, 1]] * 6, owners=firms(3))
    trial = train_ranker()
    assert (trial.report.pairs, trial.in_force) == (18, False)
    assert MatchModel.objects.get(current=True) == before
    assert trial.model.ranker == trial.weights.to_json()
    assert (trial.model.folder, generation(trial.model.version)) != (
        before.folder,
        generation(before.version),
    )
    assert sum(trial.model.ranker.values()) == pytest.approx(1)


def test_pairs_that_are_not_open_to_everybody_teach_no_ranker():
    needs = graded_needs([[4, 1]] * 4, owners=firms(2))
    assert len(open_levels()) == 4
    Listing.objects.filter(pk=needs[0].pk).update(disclosure="members")
    assert str(needs[0].pk) not in open_levels()
    assert len(open_levels()) == 3


def test_the_command_says_what_came_of_it():
    graded_needs([[4, 1]] * 3, owners=firms(2))
    out = StringIO()
    call_command("train_ranker", stdout=out)
    said = out.getvalue()
    assert "NDCG@10       fixed" in said
    assert "not in force: 3 distinct needs are graded, 100 are needed" in said
