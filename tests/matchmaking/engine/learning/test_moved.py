"""A wanted card's vector after decisions on offered cards."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.learning.moved import LEAST, STEP, TERMS, moved
from matchmaking.engine.vectors import Row, length, row, similarity

NEED = row([(0, 0.6, True), (1, 0.6, False)])


def offer(*terms: int) -> Row:
    return row((n, 1 / len(terms) ** 0.5, True) for n in terms)


def decisions() -> list[tuple[Row, int]]:
    """Ten: what holds term 2 was related, what holds term 3 was not; each has a term of its own."""
    return [(offer(2 if n < 5 else 3, 10 + n), 4 if n < 5 else 1) for n in range(10)]


def test_moving_by_hand() -> None:
    found = moved(NEED, decisions())
    pull = STEP * 1.5 / 2**0.5
    expected = {0: 0.6, 1: 0.6, 2: 5 * pull, 3: -5 * pull}
    expected |= {10 + n: pull if n < 5 else -pull for n in range(10)}
    scale = length(NEED) / sum(value**2 for value in expected.values()) ** 0.5
    assert found.terms.tolist() == sorted(expected)
    assert found.weights.tolist() == pytest.approx([expected[n] * scale for n in sorted(expected)], rel=1e-6)
    assert found.core.tolist() == [True, False] + [True] * 12


def test_what_is_like_the_related_gains_on_what_is_like_the_unrelated() -> None:
    found = moved(NEED, decisions())
    liked, disliked = offer(0, 2), offer(0, 3)
    assert similarity(NEED, liked) == similarity(NEED, disliked)
    assert similarity(found, liked) > similarity(NEED, liked) > similarity(found, disliked)


def test_too_few_decisions_or_all_alike_change_nothing() -> None:
    assert moved(NEED, decisions()[:9]) is NEED
    assert moved(NEED, [(one, 3) for one, _ in decisions()]) is NEED
    assert moved(NEED, []) is NEED


def test_copies_of_an_offer_are_one_decision_at_their_mean() -> None:
    first, *rest = decisions()
    copies = [(first[0], 4), (first[0], 3), (first[0], 2)]
    assert moved(NEED, [*copies, *rest[:8]]) is NEED  # nine different cards
    assert_equal(moved(NEED, [*copies, *rest]), moved(NEED, [(first[0], 3), *rest]))


def test_offers_without_a_known_word_are_no_decision() -> None:
    assert moved(NEED, [*decisions()[:9], (row([]), 4)]) is NEED


def test_a_card_without_a_known_word_stays_without() -> None:
    nothing = row([])
    assert moved(nothing, decisions()) is nothing


def test_a_level_is_one_to_four() -> None:
    with pytest.raises(ValueError, match="not 5"):
        moved(NEED, [(offer(1), 5)])


def test_only_the_strongest_terms_stay() -> None:
    many = [(offer(*range(100 * n + 100, 100 * n + 200)), 4 if n % 2 else 1) for n in range(LEAST)]
    found = moved(NEED, many)
    assert len(found) == TERMS
    assert found.terms[:2].tolist() == [0, 1]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sets(st.integers(0, 30), min_size=1, max_size=6), st.integers(1, 4)), max_size=25),
    st.randoms(),
)
def test_order_is_of_no_account_length_stays_and_inputs_are_not_touched(
    judged: list[tuple[set[int], int]], chance: random.Random
) -> None:
    decided = [(offer(*sorted(terms)), level) for terms, level in judged]
    before = [(one.terms.copy(), one.weights.copy()) for one, _ in decided]
    found = moved(NEED, decided)
    shuffled = decided.copy()
    chance.shuffle(shuffled)
    assert_equal(found, moved(NEED, shuffled))
    assert length(found) == pytest.approx(length(NEED), rel=1e-6)
    assert found.terms.tolist() == sorted(set(found.terms.tolist()))
    assert (found.weights != 0).all()
    for (one, _), (terms, weights) in zip(decided, before, strict=True):
        assert np.array_equal(one.terms, terms)
        assert np.array_equal(one.weights, weights)


def assert_equal(a: Row, b: Row) -> None:
    assert a.terms.tolist() == b.terms.tolist()
    assert a.weights.tobytes() == b.weights.tobytes()
    assert a.core.tolist() == b.core.tolist()
