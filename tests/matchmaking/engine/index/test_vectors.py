"""Which vectors are missing, and which are left over."""

from pathlib import Path

from matchmaking.engine.encoders.block import block_of
from matchmaking.engine.encoders.dense import Dense, dense_of, encoded
from matchmaking.engine.index.market import Market
from matchmaking.engine.index.vectors import gone, stale
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card
from tests.matchmaking.engine.encoders.cards import tiny, word_cards


def test_what_is_missing_and_what_is_left_over(tmp_path: Path) -> None:
    encoder, held = tiny(tmp_path), word_cards(50)
    market = Market(Stats.fit(held), "offered")
    market.upsert_many((card, 1) for card in held[:40])
    dense = dense_of(encoder, held[10:])
    assert [card.id for card, _ in stale(market, dense)] == [card.id for card in held[:10]]
    assert gone(market, dense) == [card.id for card in held[40:]]
    market.upsert(Card(held[20].id, "graphite"), 2)
    market.delete(held[30].id)
    assert [(card.id, revision) for card, revision in stale(market, dense)][-1] == (held[20].id, 2)
    assert gone(market, dense)[0] == held[30].id


def test_after_all_is_encoded_nothing_is_missing(tmp_path: Path) -> None:
    encoder, held = tiny(tmp_path), word_cards(9)
    market = Market(Stats.fit(held), "wanted")
    market.upsert_many((card, 3) for card in held)
    dense = Dense(encoder.version, encoder.dim)
    assert len(list(stale(market, dense))) == 9
    for rows in encoded(encoder, dense, stale(market, dense)):
        dense = dense.with_block(block_of(rows, encoder.dim))
    assert (list(stale(market, dense)), gone(market, dense)) == ([], [])


def test_nothing_at_all(tmp_path: Path) -> None:
    encoder, market = tiny(tmp_path), Market(Stats.fit([]), "offered")
    assert (list(stale(market, Dense(encoder.version, 8))), gone(market, Dense(encoder.version, 8))) == (
        [],
        [],
    )
    assert gone(market, dense_of(encoder, word_cards(2))) == ["c0000", "c0001"]
