"""The statistics of a market: what is counted, and that they come back from disk as they were."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.errors import StoreError
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card
from matchmaking.engine.vectors import similarity
from tests.matchmaking.engine.texts import offered, wanted


def test_copies_of_a_text_count_once() -> None:
    cards = [Card("1", "铝槽"), Card("2", "铝槽"), Card("3", "铝锭")]
    stats = Stats.fit(cards)
    assert (stats.documents, stats.cards) == (2, 3)
    assert dict(zip(stats.terms, stats.df.tolist(), strict=True)) == {
        "槽": 1,
        "铝": 2,
        "铝槽": 1,
        "铝锭": 1,
        "锭": 1,
    }


def test_the_order_of_the_cards_does_not_matter() -> None:
    assert Stats.fit(offered()).version == Stats.fit(reversed(offered())).version


def test_another_market_is_another_version() -> None:
    assert Stats.fit(offered()).version != Stats.fit(offered()[:-1]).version


def test_an_empty_market_gives_empty_rows() -> None:
    stats = Stats.fit([])
    assert (len(stats.offered_row(offered()[0])), len(stats.wanted_row(wanted()[0]))) == (0, 0)


@pytest.mark.parametrize("card", [Card("1", ""), Card("1", "——"), Card("1", "的"), Card("1", "完全未知词")])
def test_a_card_without_known_terms_has_an_empty_row(card: Card) -> None:
    stats = Stats.fit([Card("x", "铝槽")])
    assert (len(stats.offered_row(card)), len(stats.wanted_row(card))) == (0, 0)


def test_offered_rows_have_length_one_and_wanted_rows_at_most() -> None:
    stats = Stats.fit(offered())
    for card in offered():
        assert similarity(stats.offered_row(card), stats.offered_row(card)) == pytest.approx(1.0, abs=1e-6)
    for card in wanted():
        assert 0 < similarity(stats.wanted_row(card), stats.wanted_row(card)) <= 1.0


def test_what_nobody_offers_makes_a_wanted_card_smaller() -> None:
    stats = Stats.fit([Card("1", "铝槽"), Card("2", "石墨")])
    known, partly = stats.wanted_row(Card("n", "铝槽")), stats.wanted_row(Card("n", "铝槽夔魍"))
    assert similarity(known, known) == pytest.approx(1.0, abs=1e-6)
    assert similarity(partly, partly) < 0.5


def test_keywords_count_as_the_title_does() -> None:
    stats = Stats.fit(offered())
    plain = Card("n", "电耗高", keywords=("阳极效应",))
    assert similarity(stats.wanted_row(plain), stats.offered_row(offered()[0])) > 0.1
    assert similarity(stats.wanted_row(replace(plain, keywords=())), stats.offered_row(offered()[0])) < 0.05


def test_staleness() -> None:
    small = Stats.fit(offered())
    assert [small.is_stale(n) for n in (8, 9, 10)] == [True, False, True]
    large = Stats(small.codes, small.df, 2000, 2000)
    assert [large.is_stale(n) for n in (1899, 1900, 2100, 2101)] == [True, False, False, True]


def test_saved_statistics_come_back_the_same(tmp_path: Path) -> None:
    stats = Stats.fit(offered())
    stats.save(tmp_path)
    loaded = Stats.load(tmp_path)
    assert (loaded.codes.tolist(), loaded.documents, loaded.cards, loaded.version) == (
        stats.codes.tolist(),
        stats.documents,
        stats.cards,
        stats.version,
    )
    np.testing.assert_array_equal(loaded.df, stats.df)


def test_saving_is_byte_stable(tmp_path: Path) -> None:
    for name, cards in (("a", offered()), ("b", offered()[::-1])):
        Stats.fit(cards).save(tmp_path / name)
    Stats.load(tmp_path / "a").save(tmp_path / "c")
    contents = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "abc"]
    assert contents[0] == contents[1] == contents[2]


def test_statistics_of_another_engine_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Stats.fit(offered()).save(tmp_path)
    monkeypatch.setattr("matchmaking.engine.weighting.VERSION", 999)
    with pytest.raises(StoreError, match="another version of the engine"):
        Stats.load(tmp_path)
