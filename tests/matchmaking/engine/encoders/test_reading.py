"""Which texts an encoder reads, and how much of them."""

from pathlib import Path

import pytest

from matchmaking.engine.encoders.folder import longest
from matchmaking.engine.encoders.reading import CHARACTERS, Reading
from tests.matchmaking.engine.encoders.models import minilm, tiny_bert, write_json


def numbers(reading: Reading, text: str) -> list[int] | None:
    found = reading.tokens(text)
    return None if found is None else found.tolist()


def test_begin_words_end_and_no_padding(tmp_path: Path) -> None:
    reading = Reading(tiny_bert(tmp_path), 6)
    assert numbers(reading, "Graphite  electrode ") == [2, 7, 8, 3]
    assert numbers(reading, "alloy " * 9) == [2, 4, 4, 4, 4, 3]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("alloy coating furnace stranger", True),
        ("alloy coating stranger", False),
        ("stranger", False),
        ("", False),
    ],
)
def test_more_than_a_quarter_unknown_is_not_read(tmp_path: Path, text: str, read: bool) -> None:
    assert (Reading(tiny_bert(tmp_path), 16).tokens(text) is not None) is read


def test_the_real_model_reads_english_and_not_chinese() -> None:
    reading = Reading(minilm(), 256)
    assert reading.tokens("Oxidation catalysts for flue gas, 95 % at 150 °C (patent CN-1)") is not None
    assert reading.tokens("石墨电极抗氧化涂层：高温下自愈合") is None
    assert reading.tokens("我们希望用 Python 改造产线") is None


def test_a_book_costs_no_more_than_what_is_read_of_it(tmp_path: Path) -> None:
    reading = Reading(tiny_bert(tmp_path), 6)
    page = "alloy " * CHARACTERS
    assert numbers(reading, page * 10_000) == numbers(reading, page)


@pytest.mark.parametrize(
    ("sentence", "tokenizer", "limit", "read"),
    [
        ({"max_seq_length": 256}, {"model_max_length": 512}, 512, 256),
        ({"max_seq_length": 1024}, {}, 512, 512),
        (None, {"model_max_length": 128}, 512, 128),
        (None, {"model_max_length": 10**30}, 514, 514),
        (None, None, None, 512),
    ],
)
def test_how_many_tokens(
    tmp_path: Path, sentence: object, tokenizer: object, limit: int | None, read: int
) -> None:
    for name, value in (("sentence_bert_config.json", sentence), ("tokenizer_config.json", tokenizer)):
        if value is not None:
            write_json(tmp_path / name, value)
    assert longest(tmp_path, limit) == read
