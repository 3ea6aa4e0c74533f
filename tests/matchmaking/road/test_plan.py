"""The planner: every level is taken exactly once, a gap is left only where nobody could fill it, ties are ties."""

import datetime as dt
import itertools
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.domain.road.plan import CONCEPT_ENDS, PILOT_ENDS, best_window, plan
from matchmaking.domain.road.types import LIFTING, TOP_LEVEL, Candidate, Window

TODAY = dt.date(2026, 11, 2)


def candidate(number, kind="pilot", low=4, high=8, score=0.5, **values):
    fields = {"fits": True, **values}
    return Candidate(kind, UUID(int=number), score, low=low, high=high, **fields)


def chain(steps):
    return [
        (str(step.kind), step.before, step.after, step.listing.int if step.filled else None) for step in steps
    ]


def test_the_usual_road_goes_by_the_usual_ends():
    known = [
        candidate(1, "concept", 2, 6),
        candidate(2, "pilot", 4, 8),
        candidate(3, "scenario", None, None),
    ]
    assert chain(plan(3, 8, known, today=TODAY)) == [
        ("concept", 3, 4, 1),
        ("pilot", 4, 6, 2),
        ("scenario", 6, 8, 3),
    ]
    assert plan(8, 8, known, today=TODAY) == ()


def test_a_neighbour_takes_more_levels_rather_than_leave_a_gap():
    known = [candidate(1, "concept", 2, 6), candidate(2, "pilot", 6, 8)]
    assert chain(plan(3, 8, known, today=TODAY)) == [("concept", 3, 6, 1), ("pilot", 6, 8, 2)]


def test_who_fits_the_text_better_comes_first_then_the_nearer_then_the_cheaper_then_the_id():
    day = TODAY + dt.timedelta(days=10)

    def priced(cost):
        return (Window(day, day, Decimal(cost)),)

    known = [
        candidate(5, score=0.70, near=2),
        candidate(4, score=0.701, near=1, windows=priced(900)),
        candidate(3, score=0.699, near=1, windows=priced(500)),
        candidate(2, score=0.70, near=1, windows=priced(500)),
        candidate(1, score=0.60, near=0),
    ]
    for order in itertools.permutations(known):
        assert chain(plan(4, 6, order, today=TODAY)) == [("pilot", 4, 6, 2)]


def test_what_is_below_the_floor_of_the_engine_takes_no_step_but_is_named_as_the_nearest():
    step, *_rest = plan(4, 6, [candidate(1, score=0.9, fits=False)], today=TODAY)
    assert (step.filled, step.listing) == (False, UUID(int=1))
    assert [each["reason"] for each in step.reasons] == ["other_field"]


def test_steps_follow_each_other_in_time():
    slot = Window(TODAY + dt.timedelta(days=5), TODAY + dt.timedelta(days=25), Decimal(1000))
    known = [
        candidate(2, "pilot", 4, 6, windows=(slot,)),
        candidate(3, "scenario", None, None, windows=(Window(TODAY, TODAY + dt.timedelta(days=200)),)),
    ]
    pilot, scenario = plan(4, 8, known, today=TODAY)
    assert (pilot.starts_on, pilot.ends_on, pilot.cost) == (slot.starts_on, slot.ends_on, Decimal(1000))
    assert scenario.starts_on == slot.ends_on + dt.timedelta(days=1)
    late = dt.date(2027, 1, 1)
    assert best_window([slot], late) == Window(None, None)  # a slot is taken whole


bands = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted)
candidates = st.lists(
    st.builds(
        lambda n, kind, band, score, fits: Candidate(
            kind, UUID(int=n), score, fits, low=band[0], high=band[1]
        ),
        st.integers(1, 99),
        st.sampled_from(LIFTING),
        bands,
        st.floats(0, 1),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


@given(start=st.integers(1, 13), goal=st.integers(1, 13), known=candidates)
def test_levels_are_whole_and_no_cut_has_fewer_gaps(start, goal, known):
    steps = plan(start, goal, known, today=TODAY)
    top = min(goal, TOP_LEVEL)
    assert [step.before for step in steps] == [start, *(step.after for step in steps)][: len(steps)]
    assert all(step.before < step.after for step in steps)
    assert (steps[-1].after if steps else max(start, top)) == max(start, top)
    assert [LIFTING.index(step.kind) for step in steps] == sorted(LIFTING.index(step.kind) for step in steps)
    by_id = {each.id: each for each in known}
    for step in steps:
        if step.filled:
            taken = by_id[step.listing]
            assert (taken.fits, taken.kind, taken.covers(step.before, step.after)) == (True, step.kind, True)
    if start < top:
        gaps = sum(not step.filled for step in steps)
        assert gaps == min(
            _gaps(start, top, ends, known) for ends in itertools.product(CONCEPT_ENDS, PILOT_ENDS)
        )


def _gaps(start, goal, ends, known):
    """Counted by hand for one cut."""
    first = min(max(ends[0], start), goal)
    second = max(first, min(max(ends[1], start), goal))
    spans = zip(LIFTING, (start, first, second), (first, second, goal), strict=True)
    return sum(
        not any(each.fits and each.kind == kind and each.covers(low, high) for each in known)
        for kind, low, high in spans
        if low < high
    )


@pytest.mark.parametrize("goal", [10, 13])
def test_sales_are_no_business_of_pilot_bases(goal):
    steps = plan(8, goal, [candidate(3, "scenario", None, None)], today=TODAY)
    assert [(step.kind, step.before, step.after) for step in steps] == [("scenario", 8, 9)]
