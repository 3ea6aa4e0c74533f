"""Published accuracy, from grades and verdicts to rows: what counts, what is withheld, what it is about."""

import pytest

from enterprises.actors import ANONYMOUS, actor_for_user
from matchmaking.domain.accuracy import accuracy_visible_to, publish_accuracy
from matchmaking.domain.accuracy_tables import overview
from matchmaking.domain.cases import graded_pairs
from matchmaking.domain.grade import grade_match
from matchmaking.domain.match import decline_match
from matchmaking.models import AccuracyFigure, Grade, Match
from projects.models import Need
from tests.factories import writer_for
from tests.matchmaking.graded import firms, graded_needs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def published():
    """(generation, section, measure) → value, rounded; None where withheld."""
    return {
        (row.generation, row.section, row.measure): None if row.value is None else round(row.value, 3)
        for row in AccuracyFigure.objects.all()
    }


def test_twelve_graded_needs_of_three_firms_make_figures():
    graded_needs([[4, 3, 1]] * 6 + [[1, 1, 3]] * 6, owners=firms(3))
    assert publish_accuracy() == len([value for value in published().values() if value is not None])
    found = published()
    assert found["", "", "precision_5"] == 0.5  # (2/3 + 1/3) / 2
    assert (
        found["test", "C", "precision_5"] == 0.5
    )  # the model that showed them, the section of their industry
    row = AccuracyFigure.objects.get(generation="", section="", measure="precision_5")
    assert (row.needs, row.pairs, row.organizations) == (12, 36, 3)
    assert row.lower < row.value < row.upper
    assert ("", "", "precision_10") not in found  # three of ten places are too few to say anything


def test_too_few_needs_or_firms_are_withheld_without_a_number():
    graded_needs([[4, 3, 1]] * 9, owners=firms(3))
    publish_accuracy()
    row = AccuracyFigure.objects.get(generation="", section="", measure="precision_5")
    assert (row.value, row.lower, row.upper, row.needs, row.pairs, row.organizations, row.detail) == (
        *(None,) * 6,
        [],
    )


def test_a_firm_alone_is_withheld_however_much_it_grades():
    graded_needs([[4, 3, 1]] * 12, owners=firms(1))
    publish_accuracy()
    assert set(published().values()) == {None}


def test_an_expert_counts_before_the_wanted_side_and_the_last_word_before_the_first(people):
    (need, *_others) = graded_needs([[4, 3, 1]], owners=[people.enterprise])
    first = Match.objects.filter(wanted=need).first()
    grade_match(first, 1, by=actor_for_user(people.alice))
    grade_match(first, 2, by=actor_for_user(people.dave))
    levels = {each.case.rank: each.case.level for each in graded_pairs()}
    assert levels == {1: 2, 2: 3, 3: 1}


def test_a_figure_is_about_what_was_shown_before_anybody_had_judged(people):
    """A grade lifts its own pair; grading again must not count the lifted place."""
    (need,) = graded_needs([[4, 3, 1]], owners=[people.enterprise])
    last = Match.objects.filter(wanted=need).last()
    Match.objects.filter(pk=last.pk).update(learned_score=0.99, model_version="9.9+abc")
    grade_match(last, 4, by=actor_for_user(people.dave))
    assert Grade.objects.first().rank == 1
    seen = next(each for each in graded_pairs() if each.case.score == last.score)
    assert (seen.case.rank, seen.case.level, seen.generation) == (3, 4, "test")


def test_nearly_equal_needs_count_once():
    needs = graded_needs([[4, 3, 1]] * 12, owners=firms(3))
    for need in needs[:6]:
        same = {"title": "铝电解槽阳极效应预报技术", "summary": "铝电解槽阳极效应预报的装置"}
        Need.objects.filter(pk=need.pk).update(**same)
    assert len({each.case.group for each in graded_pairs()}) == 7
    publish_accuracy()
    assert published()["", "", "precision_5"] is None


def test_declines_tell_their_reasons_once_three_organizations_gave_them():
    owners = firms(3)
    graded_needs([[1]] * 12, owners=owners)
    for number, match in enumerate(Match.objects.select_related("wanted__owner").order_by("wanted__number")):
        reasons = ["1"] if match.wanted.owner_id == owners[0].pk else ["2"]
        decline_match(match, by=writer_for(match.wanted.owner), reasons=["3", *reasons])
        if number == 11:
            Match.objects.filter(pk=match.pk).update(state="approved")
    publish_accuracy()
    row = AccuracyFigure.objects.get(generation="", section="", measure="declined")
    assert round(row.value, 3) == round(11 / 12, 3)
    assert row.detail == [{"code": "3", "share": 1.0}]
    assert published()["", "", "approved"] == round(1 / 12, 3)


def test_publishing_again_replaces_and_forgets_what_is_no_more():
    AccuracyFigure.objects.create(
        measure="ndcg_10", generation="old", computed="2020-01-01T00:00Z", value=0.5
    )
    graded_needs([[4, 3, 1]] * 12, owners=firms(3))
    publish_accuracy()
    before = published()
    publish_accuracy()
    assert published() == before
    assert ("old", "", "ndcg_10") not in before


def test_before_the_first_night_there_is_nothing_and_everybody_may_see_it():
    assert publish_accuracy() == 0
    view = overview(accuracy_visible_to(ANONYMOUS))
    assert (view.whole, view.sections, view.generations, view.computed) == ({}, [], [], None)
