"""Files people write, and what they are told when a row cannot be used."""

from pathlib import Path

import pytest

from matchmaking.engine.errors import InputError
from matchmaking.engine.files import read_cards, read_judgements, read_pairs
from matchmaking.engine.types import Card

IDS = {"n1", "n2"}, {"a1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows"


def test_a_full_row(file: Path) -> None:
    file.write_text(
        '{"id": 7, "title": " 铝槽 ", "description": "描述", "summary": "概述", "text": null, "keywords": "阳极、效应",'
        ' "industries": ["3216"], "region": 620100, "trl": "6", "modes": ["M2"], "budget": 1e6,'
        ' "owner": "厂", "x": 1}\n',
        encoding="utf-8-sig",
    )
    card = Card("7", "铝槽", "概述\n描述", ("阳极", "效应"), "厂", ("3216",), "620100", 6, ("M2",), 1_000_000)
    assert read_cards(file) == [card]


def test_blank_lines_and_windows_line_ends(file: Path) -> None:
    file.write_bytes('{"id": "1", "title": "甲"}\r\n\r\n{"id": "2", "title": "乙\u2028丙"}'.encode())
    assert [card.title for card in read_cards(file)] == ["甲", "乙\u2028丙"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", " is empty; give one JSON object per line with at least id and title"),
        ("[1]", ' line 1 is not a JSON object; write {"id": …, "title": …}'),
        ('{"title": "甲"}', " line 1: id is missing or empty; give it a text"),
        ('{"id": "1", "title": " "}', " line 1: title is missing or empty; give it a text"),
        ('{"id": "1", "title": ["甲"]}', " line 1: title must be a text; put it in quotation marks"),
        (
            '{"id": "1", "title": "甲"}\n{"id": 1, "title": "乙"}',
            " line 2: id '1' is already used above; give each row an id of its own",
        ),
        (
            '{"id": "1", "title": "甲", "keywords": {"a": 1}}',
            ' line 1: keywords must be a list of texts; write ["…", "…"]',
        ),
        (
            '{"id": "1", "title": "甲", "trl": "高"}',
            " line 1: trl is '高'; give a whole number from 0, or leave it out",
        ),
        (
            '{"id": "1", "title": "甲", "budget": -5}',
            " line 1: budget is -5; give a whole number from 0, or leave it out",
        ),
    ],
)
def test_unusable_rows(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_cards(file)
    assert str(refused.value) == f"{file}{said}"


def test_broken_json_names_the_line(file: Path) -> None:
    file.write_text('{"id": "1", "title": "甲"}\n{"id": ', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows line 2 is not JSON .*; write one object per line"):
        read_cards(file)


def test_unreadable_files(file: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file or directory; check the name"):
        read_cards(file)
    file.write_bytes("铝".encode("gb18030"))
    with pytest.raises(InputError, match="is not UTF-8 text; save it as UTF-8"):
        read_cards(file)


def test_pairs_with_other_columns(file: Path) -> None:
    file.write_text('note,achievement_id,need_id\n"x, y",a1,n2\n,a1,n1\n', encoding="utf-8")
    assert read_pairs(file, *IDS) == [("n2", "a1"), ("n1", "a1")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "need_id\n1\n",
            ": the first line must name the columns need_id and achievement_id; add achievement_id",
        ),
        ("need_id,achievement_id\nn1,a1\nn9,a1\n", " line 3: there is no need with id 'n9'; correct the id"),
        ("need_id,achievement_id\nn1\n", " line 2: there is no achievement with id ''; correct the id"),
    ],
)
def test_unusable_pairs(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_pairs(file, *IDS)
    assert str(refused.value) == f"{file}{said}"


def test_judgements(file: Path) -> None:
    file.write_text("need_id,achievement_id,level\nn1,a1,4\nn2,a1,1\n", encoding="utf-8")
    assert read_judgements(file, *IDS) == {"n1": {"a1": 4}, "n2": {"a1": 1}}
    file.write_text("need_id,achievement_id,level\nn1,a1,good\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: level is 'good'; write 1"):
        read_judgements(file, *IDS)
