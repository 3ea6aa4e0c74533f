"""What an owner's run passes over: copies, lists of keywords, floods."""

import datetime as dt
from uuid import UUID

import pytest
from django.utils import timezone

from matchmaking.domain.probes import MOST_A_DAY, alike, entering, folded, is_salad, shingles
from tests.seeds.files import province

DAY = dt.date(2026, 11, 1)
TEXT = "采用内串石墨化工艺制备阴极炭块，石墨化程度均匀，能够降低铝电解槽的炉底压降，已完成中试。"


def ids(count):
    return [UUID(int=number) for number in range(1, count + 1)]


def at(day, minute=0):
    """So many minutes after midnight in the province."""
    return dt.datetime.combine(day, dt.time(), timezone.get_current_timezone()) + dt.timedelta(minutes=minute)


def test_twenty_a_day_enter_and_the_rest_waits_its_turn():
    lab, other = UUID(int=900), UUID(int=901)
    flood = [(lab, pk, at(DAY)) for pk in ids(45)]
    entered = [len(entering(flood, today=DAY + dt.timedelta(days=n))) for n in range(-1, 4)]
    assert entered == [0, MOST_A_DAY, 2 * MOST_A_DAY, 45, 45]
    assert entering([*flood, (other, UUID(int=99), at(DAY))], today=DAY) == {*ids(20), UUID(int=99)}


def test_those_published_first_enter_first_whatever_their_ids():
    flood = [(UUID(int=900), pk, at(DAY, 1_439 - n)) for n, pk in enumerate(ids(25))]
    assert entering(flood, today=DAY) == set(ids(25)[5:])


def test_who_publishes_less_than_that_never_waits():
    rows = [(UUID(int=900), pk, at(DAY + dt.timedelta(days=n // 20))) for n, pk in enumerate(ids(100))]
    for n in range(5):
        assert len(entering(rows, today=DAY + dt.timedelta(days=n))) == 20 * (n + 1)


def test_near_copies_of_one_owner_stand_behind_the_best_of_them():
    lab, other = UUID(int=900), UUID(int=901)
    one, two, three, four = ids(4)
    rows = [
        (one, lab, TEXT),
        (two, lab, TEXT + "第二版"),
        (three, other, TEXT),
        (four, lab, "马铃薯脱毒种薯繁育技术"),
    ]
    assert folded(rows) == {one: 1, three: 0, four: 0}


def test_a_thousand_near_copies_are_one():
    rows = [(pk, UUID(int=1), f"{TEXT}编号{n}") for n, pk in enumerate(ids(1000))]
    assert folded(rows) == {UUID(int=1): 999}


def test_marks_spaces_and_case_do_not_make_another_text():
    assert alike(shingles("ABC，石墨化 阴极。"), shingles("abc石墨化阴极"))
    assert not alike(shingles("石墨化阴极"), shingles("马铃薯种薯"))
    assert alike(shingles(""), shingles(" ，"))


@pytest.mark.parametrize(
    "text",
    [
        "石墨化 阴极炭块 炉底压降 铝电解槽 制备 均匀 电流 内串 工艺 炭素",
        "铝电解、槽电压、节能、阴极、炭块、石墨、控制、在线监测、人工智能",
        "graphite\ncathode\nblock\nvoltage\ndrop\ncell\nenergy\nsaving\ncarbon",
    ],
)
def test_lists_of_keywords_are_no_text(text):
    assert is_salad(text)


@pytest.mark.parametrize(
    "text", [TEXT, "高石墨化阴极炭块", "", "节能、降耗、减排", "A low-carbon process for cells."]
)
def test_sentences_and_short_texts_are(text):
    assert not is_salad(text)


def test_nothing_of_the_demo_province_is_taken_for_a_list_of_keywords():
    rows = [*province("achievements"), *province("needs")]
    assert len(rows) > 200
    assert [row["title"] for row in rows if is_salad(f"{row['title']}\n{row['summary']}")] == []
