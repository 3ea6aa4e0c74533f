"""The grades of the demo province: what the file says, and what a fresh copy makes of it."""

from collections import Counter

import pytest
from django.core.management import call_command

from matchmaking.choices import Measure
from matchmaking.domain.probability import probabilities
from matchmaking.models import AccuracyFigure, Grade
from tests.seeds.files import fits, grades, province

# what the writer of the texts meant a pair to be → what somebody who only reads them may say
AGREES = {"3": {"3", "4"}, "2": {"2", "3"}, "1": {"2", "3"}, "": {"1", "2"}}


def test_the_pairs_exist_and_none_is_graded_twice() -> None:
    pairs = Counter((row["need"], row["achievement"]) for row in grades())
    assert {need for need, _offered in pairs} <= {row["key"] for row in province("needs")}
    assert {offered for _need, offered in pairs} <= {row["key"] for row in province("achievements")}
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_levels_agree_with_what_was_meant_to_fit() -> None:
    meant = {(row["need"], row["achievement"]): row["level"] for row in fits()}
    said = [(row["level"], meant.get((row["need"], row["achievement"]), "")) for row in grades()]
    assert [pair for pair in said if pair[0] not in AGREES[pair[1]]] == []
    assert {level for level, _meant in said} == {"1", "2", "3", "4"}


def test_the_first_need_is_left_for_the_newcomer_to_grade() -> None:
    assert province("needs")[0]["key"] not in {row["need"] for row in grades()}


@pytest.mark.django_db
def test_a_fresh_province_shows_how_accurate_it_is(settings) -> None:
    settings.DEBUG = True
    call_command("seed", verbosity=0)
    given = Grade.objects.values_list("wanted__external_id", "offered__external_id", "level", "note")
    assert sorted(given) == sorted(
        (row["need"], row["achievement"], int(row["level"]), row["note"]) for row in grades()
    )
    assert set(Grade.objects.values_list("grader", "by_user__email")) == {("staff", "broker@example.com")}
    figures = AccuracyFigure.objects.filter(generation="", section="", value__isnull=False)
    assert {figure.measure for figure in figures} == {
        Measure.PRECISION_5,
        Measure.PRECISION_10,
        Measure.NDCG_10,
        Measure.CALIBRATION,
        Measure.APPROVED,
        Measure.DECLINED,
    }
    needs = len({row["need"] for row in grades()})
    curve = probabilities()
    assert (curve.is_own, curve.calibration.needs) == (True, needs)
    call_command("seed", verbosity=0)
    assert Grade.objects.count() == len(grades())
