"""What an encoder says of two cards."""

import numpy as np
import pytest

from matchmaking.engine.encoders.dense import dense_of
from matchmaking.engine.encoders.encoder import Encoder
from matchmaking.engine.encoders.load import load_encoder
from matchmaking.engine.encoders.semantics import (
    NEAR,
    WEIGHT,
    Semantics,
    dense_candidates,
    nearness,
    semantic_part,
)
from matchmaking.engine.types import Card
from tests.matchmaking.engine.encoders.cards import OFFERED, RIGHT, WANTED, Counting, cards
from tests.matchmaking.engine.encoders.models import minilm


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(minilm())


@pytest.fixture(scope="module")
def semantics(encoder: Encoder) -> Semantics:
    return Semantics(encoder, dense_of(encoder, cards(WANTED)), dense_of(encoder, cards(OFFERED)))


@pytest.mark.parametrize(
    ("cosine", "zero", "value"),
    [(0.0, 0.0, 0.0), (0.5, 0.0, 0.5), (0.3, 0.3, 0.0), (0.65, 0.3, 0.5), (1.0, 0.3, 1.0), (-0.2, 0.0, 0.0)],
)
def test_nearness_by_hand(cosine: float, zero: float, value: float) -> None:
    assert nearness(cosine, zero) == value


def test_the_part_by_hand() -> None:
    a, b = np.array([1, 0], np.float16), np.array([0.5, 0.866], np.float16)
    part = semantic_part(a, b, 0.0)
    assert part is not None
    assert (part.code, part.value, part.weight, part.reason) == ("semantic", 0.5, WEIGHT, "semantic_near")
    assert part.detail == {"cosine": 0.5}
    far = semantic_part(a, b, 0.4)
    assert far is not None
    assert (far.reason, far.value < NEAR) == ("semantic_far", True)


def test_no_part_where_a_side_says_nothing() -> None:
    one, nothing = np.array([1, 0], np.float16), np.zeros(2, np.float16)
    assert [
        semantic_part(*pair, 0.0) for pair in ((one, None), (None, one), (one, nothing), (nothing, one))
    ] == [None] * 4


def test_the_right_offer_is_the_nearest_though_the_words_are_others(semantics: Semantics) -> None:
    for need in cards(WANTED):
        found = dense_candidates(semantics, "offered", semantics.query(need, "wanted"), 3)
        assert found[0][0] == RIGHT[need.id]


def test_what_is_not_near_is_no_candidate(semantics: Semantics) -> None:
    query = semantics.query(Card("n", "Translation of legal contracts"), "wanted")
    assert semantics.offered is not None
    assert len(semantics.offered.top(query, 3)) > 0
    assert dense_candidates(semantics, "offered", query, 3) == []


def test_a_stored_query_is_not_encoded_again(encoder: Encoder) -> None:
    need = cards(WANTED)[0]
    asked = Counting(encoder)
    stored = Semantics(asked, dense_of(encoder, [need]), None)
    plain = Semantics(asked, None, None)
    first = stored.query(need, "wanted")
    assert asked.asked == []
    assert plain.query(need, "wanted").tobytes() == first.tobytes()
    changed = Card(need.id, "Something else")
    assert stored.query(changed, "wanted").tobytes() == plain.query(changed, "wanted").tobytes()
    assert asked.asked == [need.title, "Something else", "Something else"]


def test_a_vector_of_another_revision_adds_nothing(semantics: Semantics) -> None:
    query = semantics.query(cards(WANTED)[0], "wanted")
    assert semantics.part(query, "offered", "a1", 1) is not None
    assert semantics.part(query, "offered", "a1", 2) is None
    assert semantics.part(query, "offered", "nobody", 1) is None


def test_both_directions_say_the_same(semantics: Semantics) -> None:
    for need in cards(WANTED):
        for offer in cards(OFFERED):
            there = semantics.part(semantics.query(need, "wanted"), "offered", offer.id, 1)
            back = semantics.part(semantics.query(offer, "offered"), "wanted", need.id, 1)
            assert there == back


def test_a_side_without_vectors(encoder: Encoder) -> None:
    bare = Semantics(encoder)
    query = bare.query(cards(WANTED)[0], "wanted")
    assert (dense_candidates(bare, "offered", query, 5), bare.part(query, "offered", "a1", 1)) == ([], None)
