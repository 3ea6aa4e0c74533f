"""What few have said is not published, neither by itself nor by subtraction."""

from matchmaking.domain.figures import Estimate
from matchmaking.domain.withholding import hidden_cells, is_enough


def estimate(*parts):
    """A figure about needs: ("甲", 4) are four needs of which the organizations take turns."""
    needs = frozenset((f"{name}{n}", f"主体{n % 4}") for name, count in parts for n in range(count))
    return Estimate(0.5, 0.4, 0.6, len(needs), needs)


def test_ten_needs_of_three_organizations_are_enough():
    assert is_enough((f"n{n}", f"o{n % 3}") for n in range(10))
    assert not is_enough((f"n{n}", f"o{n % 3}") for n in range(9))
    assert not is_enough((f"n{n}", f"o{n % 2}") for n in range(10))
    assert not is_enough(("the same need ten times", f"o{n}") for n in range(10))


def test_a_cell_of_few_is_hidden():
    cells = {
        ("", ""): estimate(("C", 20), ("D", 12), ("A", 11)),
        ("", "C"): estimate(("C", 20)),
        ("", "D"): estimate(("D", 12)),
        ("", "A"): estimate(("A", 11)),
    }
    assert hidden_cells(cells) == set()
    assert hidden_cells(cells | {("", "A"): estimate(("A", 5)), ("", ""): estimate(("A", 5))}) == {
        ("", ""),
        ("", "A"),
    }


def test_what_could_be_computed_by_subtraction_is_hidden_with_it():
    """43 needs in all, 20 and 18 published: the five of the third industry would be the rest."""
    cells = {
        ("", ""): estimate(("C", 20), ("D", 18), ("A", 5)),
        ("", "C"): estimate(("C", 20)),
        ("", "D"): estimate(("D", 18)),
        ("", "A"): estimate(("A", 5)),
    }
    assert hidden_cells(cells) == {("", "A"), ("", "D")}


def test_a_few_needs_without_an_industry_hide_a_part_too():
    cells = {
        ("", ""): estimate(("C", 20), ("D", 18), ("无行业", 2)),
        ("", "C"): estimate(("C", 20)),
        ("", "D"): estimate(("D", 18)),
    }
    assert hidden_cells(cells) == {("", "D")}


def test_subtraction_is_watched_along_models_as_along_industries():
    cells = {
        ("", ""): estimate(("C", 24), ("D", 24)),
        ("1", ""): estimate(("C", 20), ("D", 20)),
        ("2", ""): estimate(("C", 16), ("D", 24)),
        ("", "C"): estimate(("C", 24)),
        ("1", "C"): estimate(("C", 20)),
        ("2", "C"): estimate(("C", 4)),  # too little; and the other model's would give it away
    }
    assert hidden_cells(cells) >= {("2", "C"), ("1", "C")}
    assert ("", "C") not in hidden_cells(cells)


def test_a_hidden_sum_gives_nothing_away():
    cells = {
        ("", ""): estimate(("C", 6)),
        ("", "C"): estimate(("C", 6)),
    }
    assert hidden_cells(cells) == set(cells)
