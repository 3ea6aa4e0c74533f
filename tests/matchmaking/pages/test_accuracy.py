"""The accuracy page: for everybody, honest when there is nothing, cheap when there is much."""

import datetime as dt

import pytest
from django.test import Client

from matchmaking.choices import Measure
from matchmaking.models import AccuracyFigure
from tests.matchmaking.pages.conftest import NAMES

NIGHT = dt.datetime(2026, 11, 22, 19, 30, tzinfo=dt.UTC)


def figure(measure, value=0.62, *, generation="", section="", detail=()):
    return AccuracyFigure.objects.create(
        measure=measure,
        value=value,
        lower=value - 0.1,
        upper=value + 0.1,
        needs=41,
        pairs=380,
        organizations=9,
        generation=generation,
        section=section,
        detail=list(detail),
        computed=NIGHT,
    )


def withheld(measure, **cell):
    return AccuracyFigure.objects.create(measure=measure, computed=NIGHT, **cell)


@pytest.mark.parametrize("name", NAMES)
def test_everybody_reads_it(browse, name):
    assert browse(name).get("/accuracy/").status_code == 200


def test_before_the_first_night_it_says_so(db):
    page = Client().get("/accuracy/").content.decode()
    assert "还没有数据" in page
    assert "说明不了什么" in page


def test_figures_with_their_intervals_and_what_they_rest_on(db, vocabularies):
    figure("precision_5")
    figure("ndcg_10", 0.714)
    figure(
        "calibration", 0.034, detail=[{"low": 0.2, "high": 0.3, "shown": 0.25, "found": 0.31, "pairs": 60}]
    )
    figure("declined", 0.3, detail=[{"code": "7", "share": 0.4}])
    figure("precision_5", 0.55, section="C")
    withheld("precision_5", section="D")
    figure("precision_5", 0.58, generation="0.2")
    page = Client().get("/accuracy/").content.decode()
    for words in (
        "62%", "52–72%", "41 个需求，380 对，9 个主体", "0.71", "3.4", "个百分点", "C 制造业", "55%",
        "D 电力、热力", "数据不足", "2026-11-23 03:30", "显示 25%，实际 31%，60 对", "价格或付款条件不合适", "40%",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("<svg") > 1


def test_in_english_too(db, vocabularies):
    figure("precision_5")
    client = Client()
    client.cookies["django_language"] = "en"
    assert "62%" in client.get("/accuracy/").content.decode()


@pytest.mark.parametrize("sections", [1, 20])
def test_it_costs_the_same_however_many_figures(db, vocabularies, django_assert_num_queries, sections):
    for letter in "ABCDEFGHIJKLMNOPQRST"[:sections]:
        for measure in Measure:
            figure(measure, section=letter)
    client = Client()
    client.get("/accuracy/")  # the vocabularies are in memory
    with django_assert_num_queries(1):
        client.get("/accuracy/")


def test_the_footer_leads_to_it(db):
    assert 'href="/accuracy/"' in Client().get("/").content.decode()
