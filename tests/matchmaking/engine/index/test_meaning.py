"""A market searched with an encoder: the part in every score, and candidates by meaning."""

from dataclasses import replace

import pytest

from matchmaking.engine.encoders.dense import dense_of
from matchmaking.engine.encoders.encoder import Encoder
from matchmaking.engine.encoders.load import load_encoder
from matchmaking.engine.encoders.semantics import Semantics
from matchmaking.engine.index import meaning
from matchmaking.engine.index.market import Market
from matchmaking.engine.pairs import our_scores
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Scored, Where
from tests.matchmaking.engine import texts
from tests.matchmaking.engine.encoders.cards import OFFERED, RIGHT, WANTED, cards
from tests.matchmaking.engine.encoders.models import minilm


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(minilm())


@pytest.fixture(scope="module")
def semantics(encoder: Encoder) -> Semantics:
    return Semantics(encoder, dense_of(encoder, cards(WANTED)), dense_of(encoder, cards(OFFERED)))


@pytest.fixture
def market(semantics: Semantics) -> Market:
    return filled(cards(OFFERED), semantics)


def filled(held: list[Card], semantics: Semantics | None = None) -> Market:
    made = Market(Stats.fit(held), "offered", semantics=semantics)
    made.upsert_many((card, 1) for card in held)
    return made


def codes(scored: Scored) -> list[str]:
    return [part.code for part in scored.parts]


def read(encoder: Encoder, held: list[Card]) -> Market:
    return filled(held, Semantics(encoder, None, dense_of(encoder, held)))


def test_the_right_offer_comes_first_though_no_word_is_shared(market: Market) -> None:
    need = Card("n", "Clean dirty solar panels")
    assert filled(cards(OFFERED)).search(need, 3) == []
    assert [scored.id for scored in market.search(need, 3)] == ["a2"]
    for need in cards(WANTED):
        assert market.search(need, 3)[0].id == RIGHT[need.id]


def test_meaning_is_a_part_of_the_score_and_weights_sum_to_one(market: Market) -> None:
    for scored in market.search(cards(WANTED)[0], 5):
        assert codes(scored) == ["text", "semantic"]
        assert sum(part.weight for part in scored.parts) == pytest.approx(1)
        assert scored.score == pytest.approx(sum(part.weight * part.value for part in scored.parts), abs=1e-6)


def test_an_encoder_without_vectors_changes_nothing(encoder: Encoder) -> None:
    plain, bare = filled(cards(OFFERED)), filled(cards(OFFERED), Semantics(encoder))
    for need in cards(WANTED):
        assert bare.search(need, 5) == plain.search(need, 5)


def test_a_language_it_does_not_read_is_scored_as_without(encoder: Encoder) -> None:
    plain, with_encoder = filled(texts.offered()), read(encoder, texts.offered())
    for need in texts.wanted()[:4]:
        assert with_encoder.search(need, 5) == plain.search(need, 5) != []


def test_many_at_once_and_merged_are_the_same(market: Market) -> None:
    needs = cards(WANTED)
    one_by_one = [market.search(need, 5) for need in needs]
    assert market.search_many(needs, 5) == one_by_one
    assert [market.merge(need, [], 5) for need in needs] == one_by_one
    ranked = [market.rank(need, 5) for need in needs]
    assert ranked == [[replace(scored, terms=()) for scored in found] for found in one_by_one]


def test_both_directions_and_the_pairs_score_the_same(market: Market, semantics: Semantics) -> None:
    needs, offers = cards(WANTED), cards(OFFERED)
    back = Market(market.stats, "wanted", semantics=semantics)
    back.upsert_many((need, 1) for need in needs)
    pairs = our_scores(needs, offers, [(need.id, offer.id) for need in needs for offer in offers], semantics)
    for need in needs:
        for scored in market.search(need, 9):
            offer = next(offer for offer in offers if offer.id == scored.id)
            other = {each.id: each.score for each in back.search(offer, 9)}
            assert other[need.id] == scored.score == pairs[need.id, offer.id]


def test_filters_gates_and_the_departed(encoder: Encoder) -> None:
    held = [
        Card("a", "Dry removal of dust from photovoltaic modules", owner="x", region="620100"),
        Card("b", "Removing dust from photovoltaic modules when dry", owner="y", region="110000"),
        Card("c", "Brushes that remove dry dust from photovoltaic modules", owner="z", region="620100"),
    ]
    market = read(encoder, held)
    need = Card("n", "Clean the solar panels", owner="z")

    def found(where: Where | None = None) -> list[str]:
        return sorted(scored.id for scored in market.search(need, 5, where))

    assert found() == ["a", "b"]  # c is their own
    assert found(Where(regions=("62",))) == ["a"]
    assert found(Where(ids=frozenset())) == []
    market.delete("a")
    assert found() == ["b"]
    market.upsert(Card("b", "Sorting apples by sugar content"), 2)
    assert found() == []  # its vector is of the revision before


def test_copies_of_one_owner_are_answered_once(encoder: Encoder) -> None:
    held = [Card(id, OFFERED["a2"], owner="x") for id in ("d", "b", "c")] + [
        Card("a", OFFERED["a2"], owner="y")
    ]
    market = read(encoder, held)
    found = market.search(Card("n", "Clean dirty solar panels"), 5)
    assert [(scored.id, scored.copies) for scored in found] == [("a", ()), ("b", ("c", "d"))]


def test_a_gate_that_leaves_little_of_many_is_exact(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More near cards of the searcher's own than are asked for at first stand before the one that may be found."""
    monkeypatch.setattr(meaning, "MANY", 3)
    near = [
        Card(f"b{n:02d}", f"Dry removal of dust from photovoltaic modules {n}", owner="me") for n in range(30)
    ]
    held = [*near, Card("z", "Robots for sweeping solar plants", owner="other")]
    market = read(encoder, held)
    need = Card("n", "Cleaning photovoltaic panels", owner="me")
    assert [scored.id for scored in market.search(need, 5)] == ["z"]


def test_a_near_miss_by_meaning_too(encoder: Encoder) -> None:
    held = [replace(card, modes=("M8",)) for card in cards(OFFERED)]
    need = replace(cards(WANTED)[0], modes=("M2",))
    made = read(encoder, held)
    (miss,) = made.near(need, 1, 1)
    assert (miss.id, [change.code for change in miss.changes]) == (RIGHT[need.id], ["mode"])
    assert made.search(replace(need, modes=("M2", "M8")), 1)[0].score == miss.would_be
