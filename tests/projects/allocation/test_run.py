"""The assignment is the best there is, the draw is the published one, and every reason is true."""

import random
from dataclasses import replace

import pytest

from projects.domain.allocation.files import fingerprint, inputs_as_json
from projects.domain.allocation.run import allocate
from projects.domain.allocation.types import (
    AWAY,
    CUT_OFF,
    HIGHEST,
    LOTTERY,
    NO_PLACES,
    PLACED,
    RESERVED,
    SELECTED,
    SMALL,
    AllocationError,
    Entry,
    Inputs,
    Place,
    Result,
)
from tests.projects.allocation.cases import by_trying_everything, keeps_the_rules, small_case

CASES = 1000


def chosen(result: Result) -> frozenset[str]:
    return frozenset(outcome.entry for outcome in result.outcomes if outcome.selected)


def test_it_is_the_best_of_all_in_a_thousand_random_cases() -> None:
    for number in range(CASES):
        inputs = small_case(number)
        result = allocate(inputs)
        assert (result.total, chosen(result)) == by_trying_everything(inputs), f"case {number}"
        assert keeps_the_rules(inputs, chosen(result)), f"case {number}"


def test_the_order_of_the_inputs_means_nothing() -> None:
    for number in range(200):
        inputs = small_case(number)
        dice = random.Random(number)
        places, entries = list(inputs.places), list(inputs.entries)
        dice.shuffle(places)
        dice.shuffle(entries)
        shuffled = replace(inputs, places=tuple(places), entries=tuple(entries))
        assert inputs_as_json(shuffled) == inputs_as_json(inputs)
        assert fingerprint(shuffled) == fingerprint(inputs)
        assert allocate(shuffled) == allocate(inputs), f"case {number}"


def test_the_needed_points_are_exactly_what_was_missing() -> None:
    """One point more than needed and it is in; one fewer and it is out, the others being as they are."""
    tried = 0
    for number in range(300):
        inputs = small_case(number)
        for outcome in allocate(inputs).outcomes:
            if outcome.needed is None:
                continue
            assert outcome.needed >= next(e.points for e in inputs.entries if e.id == outcome.entry)
            if outcome.needed < HIGHEST:
                assert outcome.entry in chosen(allocate(_with(inputs, outcome.entry, outcome.needed + 1)))
                tried += 1
            if outcome.needed > 0:
                assert outcome.entry not in chosen(allocate(_with(inputs, outcome.entry, outcome.needed - 1)))
    assert tried > 150


def _with(inputs: Inputs, id: str, points: int) -> Inputs:
    entries = tuple(replace(e, points=points) if e.id == id else e for e in inputs.entries)
    return replace(inputs, entries=entries)


def test_another_seed_draws_otherwise_among_equals_and_never_changes_the_total() -> None:
    equals = tuple(Entry(f"e{n}", f"a{n}", "p", 5000) for n in range(6))
    results = [allocate(Inputs(f"s{n}", (Place("p", 2),), equals)) for n in range(40)]
    assert {result.total for result in results} == {10_000}
    drawn = [chosen(result) for result in results]
    assert set().union(*drawn) == {entry.id for entry in equals}
    assert allocate(Inputs("s7", (Place("p", 2),), equals)) == results[7]


def test_each_reason() -> None:
    places = (Place("mine", 2, {SMALL: 1, AWAY: 1}), Place("plant", 1), Place("full", 0))
    entries = (
        Entry("best", "a1", "mine", 9000),
        Entry("second", "a2", "mine", 8000),  # would have the second place, were it not kept
        Entry("small", "a3", "mine", 3000, frozenset({SMALL, AWAY})),
        Entry("weak", "a4", "mine", 1000),
        Entry("best again", "a1", "plant", 2000),  # a1 is worth more in the mine
        Entry("drawn", "a5", "plant", 4000),
        Entry("drawn too", "a6", "plant", 4000),
        Entry("nowhere", "a7", "full", 9999),
    )
    result = allocate(Inputs("seed", places, entries))
    found = {outcome.entry: outcome for outcome in result.outcomes}
    assert result.total == 9000 + 3000 + 4000
    equals = {found["drawn"].reason, found["drawn too"].reason}
    assert {id: outcome.reason for id, outcome in found.items() if not id.startswith("drawn")} == {
        "best": SELECTED,
        "second": RESERVED,
        "small": SELECTED,
        "weak": CUT_OFF,
        "best again": PLACED,
        "nowhere": NO_PLACES,
    }
    assert equals == {SELECTED, LOTTERY}
    assert found["second"].needed == 9000
    assert found["weak"].needed == 9000
    assert found["nowhere"].needed is None
    assert found["best again"].placed_at == "mine"
    assert sorted(outcome.ticket for outcome in result.outcomes) == list(range(1, 9))


def test_a_kept_place_nobody_of_the_group_applied_for_is_open_to_all() -> None:
    inputs = Inputs("s", (Place("p", 2, {SMALL: 2}),), (Entry("x", "a", "p", 10), Entry("y", "b", "p", 20)))
    assert chosen(allocate(inputs)) == {"x", "y"}


def test_an_achievement_that_has_a_place_already_gets_no_second_one() -> None:
    entries = (Entry("x", "a", "p", 90), Entry("y", "b", "p", 20))
    result = allocate(Inputs("s", (Place("p", 1),), entries, settled=frozenset({"a"})))
    assert [(outcome.entry, outcome.reason, outcome.needed) for outcome in result.outcomes] == [
        ("x", PLACED, None),
        ("y", SELECTED, None),
    ]


def test_nobody_applied() -> None:
    assert allocate(Inputs("s", (Place("p", 1),), ())) == Result(0, ())


@pytest.mark.parametrize(
    ("places", "entries", "said"),
    [
        ((Place("p", -1),), (), "negative"),
        ((Place("p", 1, {SMALL: 2}),), (), "cannot keep 2"),
        ((Place("p", 1, {"tall": 1}),), (), "cannot keep 1 for tall"),
        ((Place("p", 1), Place("p", 2)), (), "place p is given twice"),
        ((), (Entry("e", "a", "q", 1),), "no place q"),
        ((Place("p", 1),), (Entry("e", "a", "p", 10_001),), "not within"),
        ((Place("p", 1),), (Entry("e", "a", "p", 1, frozenset({"tall"})),), "unknown group"),
        ((Place("p", 1),), (Entry("e", "a", "p", 1), Entry("f", "a", "p", 1)), "given twice"),
    ],
)
def test_inputs_that_contradict_themselves_are_refused(
    places: tuple[Place, ...], entries: tuple[Entry, ...], said: str
) -> None:
    with pytest.raises(AllocationError, match=said):
        Inputs("s", places, entries)
