"""The market that is measured: real texts recombined, always the same."""

import statistics
from pathlib import Path

import pytest

from benchmarks.engine import corpus, sources
from matchmaking.engine.tokenise import tokenise


def test_the_same_sources_give_the_same_cards_and_a_small_market_begins_a_large_one(data: Path) -> None:
    first, again = sources.load(data), sources.load(data)
    assert first.fingerprint == again.fingerprint
    many = list(corpus.cards(first, 300))
    assert list(corpus.cards(again, 300)) == many
    assert list(corpus.cards(first, 40)) == many[:40]
    assert [card.id for card in many] == sorted({card.id for card in many})
    assert list(corpus.cards(first, 40, seed=1)) != many[:40]


def test_a_card_has_about_170_characters_of_one_topic_and_new_words(data: Path) -> None:
    held = sources.load(data)
    cards = list(corpus.cards(held, 400))
    assert 155 < statistics.mean(len(card.title) + len(card.text) for card in cards) < 190
    vocabulary = [len({term for card in cards[:n] for term in tokenise(card.text)}) for n in (100, 400)]
    assert vocabulary[1] > 1.5 * vocabulary[0]
    plain = {"".join(clause) for topic in held.topics for clause in topic.clauses}
    unchanged = sum(any(clause in card.text for clause in plain) for card in cards)
    assert unchanged > 300  # clauses survive, or the market would be noise


def test_a_corpus_is_written_once_and_a_larger_one_serves_a_smaller(data: Path, home: Path) -> None:
    held = sources.load(data)
    made = list(corpus.cached(held, 60))
    assert made == list(corpus.cards(held, 60))
    files = list((home / "bench").iterdir())
    assert len(files) == 1
    before = files[0].stat()
    assert list(corpus.cached(held, 25)) == made[:25]
    assert list((home / "bench").iterdir()) == files
    assert files[0].stat() == before


def test_a_missing_data_folder_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        sources.load(tmp_path)
    assert str(ended.value).endswith("papers.jsonl is not there: say where the data are with --data FOLDER")
