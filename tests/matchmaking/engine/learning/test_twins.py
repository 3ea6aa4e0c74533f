"""Near-copies of wanted cards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.learning.twins import ALIKE, Wanted, content, twin_groups, twins_of
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card
from matchmaking.engine.vectors import Row, length, row, similarity
from tests.matchmaking.engine.texts import offered, wanted


def rows(**of: dict[int, float]) -> dict[str, Row]:
    return {id: row((n, weight, True) for n, weight in terms.items()) for id, terms in of.items()}


def test_likeness_by_hand() -> None:
    given = rows(a={1: 0.6, 2: 0.8}, b={2: 1.0}, c={3: 1.0}, d={1: 0.3, 2: 0.4})
    assert Wanted(given).likeness(given["a"]).tolist() == pytest.approx([1.0, 0.8, 0.0, 1.0])


def test_twins_most_alike_first_ties_by_id() -> None:
    given = rows(c={1: 0.6, 2: 0.8}, b={2: 1.0}, z={3: 1.0}, a={1: 0.6, 2: 0.8}, d={1: 1.0})
    found = twins_of(row([(1, 0.59, True), (2, 0.81, True)]), given)
    assert [id for id, _ in found] == ["a", "c", "b"]  # d is alike by .59
    assert [likeness for _, likeness in found] == pytest.approx([1.0, 1.0, 0.81], abs=0.002)


def test_groups_hold_every_id_once_and_join_through_a_third() -> None:
    given = rows(c={1: 1.0}, a={1: 0.75, 2: 0.66}, b={2: 1.0}, d={9: 1.0})
    assert twin_groups(given) == [("a", "b", "c"), ("d",)]
    assert twin_groups({}) == []


def test_a_card_the_market_hardly_knows_is_nobodys_copy() -> None:
    given = rows(a={1: 0.3}, b={1: 0.3}, c={1: 0.9})
    assert twin_groups(given) == [("a",), ("b",), ("c",)]
    assert twins_of(given["a"], given) == []


def test_passing_words_alone_make_no_copy() -> None:
    passing = row([(1, 0.9, False), (2, 0.1, True)])
    other = row([(1, 0.9, False), (3, 0.1, True)])
    assert twin_groups({"a": passing, "b": other}) == [("a",), ("b",)]


def test_copies_of_real_cards_are_found_and_others_are_not() -> None:
    stats = Stats.fit([*offered(), *wanted()])
    cards = [*wanted(), *(Card(f"copy of {card.id}", card.title, card.text * 2) for card in wanted()[:2])]
    groups = twin_groups({card.id: stats.wanted_row(card) for card in cards})
    assert groups == [("copy of n1", "n1"), ("copy of n2", "n2"), ("n3",), ("n4",), ("n5",), ("n6",)]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.dictionaries(st.integers(0, 9), st.tuples(st.floats(0.125, 1), st.booleans()), max_size=6),
        max_size=8,
    )
)
def test_groups_are_a_partition_that_no_twin_crosses(given: dict[str, dict[int, tuple[float, bool]]]) -> None:
    made = {id: row((n, w, core) for n, (w, core) in terms.items()) for id, terms in given.items()}
    groups = twin_groups(made)
    assert sorted(id for group in groups for id in group) == sorted(made)
    assert groups == sorted(tuple(sorted(group)) for group in groups)
    group_of = {id: group for group in groups for id in group}
    all_wanted = Wanted(made)
    for id, one in made.items():
        likeness = dict(zip(all_wanted.ids, all_wanted.likeness(one).tolist(), strict=True))
        for other, found in likeness.items():
            own = length(one) * length(made[other])
            assert found == pytest.approx(similarity(one, made[other]) / own if length(one) >= 0.5 else 0)
            assert found <= ALIKE or group_of[id] == group_of[other]


def test_content_tells_what_a_row_says() -> None:
    given = rows(a={1: 0.6, 2: 0.8}, b={1: 0.6, 2: 0.8}, c={1: 0.8, 2: 0.6}, empty={})
    assert content(given["a"]) == content(given["b"]) != content(given["c"])
    assert content(given["empty"]) is None
    assert np.array_equal(given["a"].terms, given["b"].terms)
