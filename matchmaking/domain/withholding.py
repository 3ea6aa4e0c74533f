"""Which figures may be published: none that tells what a few parties said, neither by itself nor by subtraction."""

from collections.abc import Iterable, Iterator, Mapping

from matchmaking.domain.figures import Estimate

LEAST_NEEDS, LEAST_OWNERS = 10, 3  # distinct needs (near-copies count once) and organizations behind a figure
ALL = ""

Cell = tuple[str, str]  # (generation of the model, industry section); ALL in either place is the sum over it
Family = tuple[Cell, list[Cell]]  # a sum and its parts


def is_enough(needs: Iterable[tuple[str, str]]) -> bool:
    """Do so many needs of so many organizations, as (group of near-copies, owner), hide what each of them said?"""
    needs = set(needs)
    groups, owners = {group for group, _owner in needs}, {owner for _group, owner in needs}
    return len(groups) >= LEAST_NEEDS and len(owners) >= LEAST_OWNERS


def hidden_cells(cells: Mapping[Cell, Estimate]) -> frozenset[Cell]:
    """The cells of one measure that must not be published.

    1. Those that rest on too little. 2. Where a sum is published and what its published parts leave over is too little,
    that rest could be computed by subtraction: then the smallest published part goes as well, until nothing is left
    to compute (complementary suppression: Cox, JASA 75, 1980).
    """
    hidden = {cell for cell, estimate in cells.items() if not is_enough(estimate.needs)}
    while more := {leak for family in _families(cells) if (leak := _leak(cells, family, hidden)) is not None}:
        hidden |= more
    return frozenset(hidden)


def _families(cells: Mapping[Cell, Estimate]) -> Iterator[Family]:
    generations, sections = ({cell[place] for cell in cells} for place in (0, 1))
    for one in generations:
        yield (one, ALL), [cell for cell in cells if cell[0] == one and cell[1] != ALL]
    for one in sections:
        yield (ALL, one), [cell for cell in cells if cell[1] == one and cell[0] != ALL]


def _leak(cells: Mapping[Cell, Estimate], family: Family, hidden: set[Cell]) -> Cell | None:
    """The part to hide next, so that the rest of the sum tells of no few; None when it does not."""
    whole, parts = family
    shown = [cell for cell in parts if cell not in hidden]
    if whole in hidden or whole not in cells or not shown:
        return None
    in_no_part = cells[whole].needs.difference(*(cells[cell].needs for cell in parts))
    rest = in_no_part.union(*(cells[cell].needs for cell in parts if cell in hidden))
    if not rest or is_enough(rest):
        return None
    return min(shown, key=lambda cell: (len(cells[cell].needs), cell))
