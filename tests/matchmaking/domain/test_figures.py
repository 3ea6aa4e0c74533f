"""The formulas of the accuracy page, on numbers worked out by hand."""

import math

import pytest

from matchmaking.domain.figures import Case, Judged, calibration_error, gain, precision, share


def judged(need, levels, *, owner="", group="", probability=None):
    """Pairs of one need in the order shown, with the levels given; None was not graded."""
    return [
        Judged(need, owner or need, group or need, level, 1.0 - rank / 100, rank, 0.1, probability)
        for rank, level in enumerate(levels, 1)
        if level is not None
    ]


def test_precision_is_the_mean_over_needs_of_what_was_graded_among_the_first():
    pairs = judged("a", [4, 3, 1, None, None, 4]) + judged("b", [1, 1, 1, 3, 2])
    found = precision(pairs, 5)
    assert found.value == pytest.approx((2 / 3 + 1 / 5) / 2)
    assert (found.pairs, found.needs) == (8, {("a", "a"), ("b", "b")})


def test_a_need_with_less_than_half_of_the_places_graded_does_not_count():
    assert precision(judged("a", [4, None, None, 4]), 5) is None
    assert precision(judged("a", [4, None, 4, 1]), 5).value == pytest.approx(2 / 3)
    assert precision(judged("a", [4, 4, 4, 1]), 10) is None


def test_gain_is_one_when_the_order_is_right_and_less_when_it_is_not():
    assert gain(judged("a", [4, 3, 2, 1, 1])).value == 1.0
    worse = gain(judged("a", [1, 3, 2, 1, 4])).value
    dcg = 3 / math.log2(3) + 1 / math.log2(4) + 7 / math.log2(6)
    best = 7 + 3 / math.log2(3) + 1 / math.log2(4)
    assert worse == pytest.approx(dcg / best)


def test_gain_needs_five_grades_and_something_related():
    assert gain(judged("a", [4, 3, 2, 1])) is None
    assert gain(judged("a", [1, 1, 1, 1, 1])) is None


def test_calibration_error_is_the_weighted_distance_of_shown_and_found():
    pairs = (
        judged("a", [4, 1, 1, 1], probability=0.25)  # found .25: exactly as shown
        + judged("b", [1, 1], probability=0.55)  # found 0 where .55 was shown
    )
    estimate, bins = calibration_error(pairs)
    assert estimate.value == pytest.approx((4 * 0.0 + 2 * 0.55) / 6)
    assert [(one.low, one.high, one.shown, one.found, one.pairs) for one in bins] == [
        (0.2, 0.3, 0.25, 0.25, 4),
        (0.5, 0.6, 0.55, 0.0, 2),
    ]
    assert calibration_error(judged("c", [4, 1])) is None  # nothing was shown beside these


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_the_ends_of_the_scale_have_a_bin(probability):
    _estimate, (only,) = calibration_error(judged("a", [4, 1], probability=probability))
    assert (only.pairs, only.found) == (2, 0.5)


def test_the_interval_is_wide_for_few_needs_and_narrow_for_many():
    def width(count):
        pairs = [pair for n in range(count) for pair in judged(f"n{n:03}", [4] * 5 if n % 2 else [1] * 5)]
        found = precision(pairs, 5)
        assert found.lower <= found.value <= found.upper
        return found.upper - found.lower

    assert width(4) > width(16) > width(64) > 0.2


def test_near_copies_of_a_need_do_not_make_a_figure_surer():
    single = [pair for n in range(8) for pair in judged(f"n{n}", [4] * 5 if n % 2 else [1] * 5)]
    copied = [
        pair
        for n in range(8)
        for copy in range(5)
        for pair in judged(f"n{n}-{copy}", [4] * 5 if n % 2 else [1] * 5, group=f"n{n}", owner="one")
    ]
    first, second = precision(single, 5), precision(copied, 5)
    assert (first.value, first.lower, first.upper) == (second.value, second.lower, second.upper)
    assert len({group for group, _owner in second.needs}) == 8


def test_the_same_data_give_the_same_interval():
    pairs = judged("a", [4, 3, 1]) + judged("b", [1, 1, 2]) + judged("c", [4, 4, 1])
    assert precision(pairs, 5) == precision(pairs, 5)
    assert precision(pairs, 5).lower == precision(list(reversed(pairs)), 5).lower


def test_a_share_counts_cases():
    cases = [(Case(f"n{n}", "o", f"n{n}"), n < 3) for n in range(12)]
    found = share(cases)
    assert (found.value, found.pairs) == (0.25, 12)
    assert share([]) is None
