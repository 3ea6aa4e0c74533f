"""The assignment as a whole-number program: at most one place per achievement, capacity, places kept for groups."""

from collections.abc import Collection

import numpy as np
from scipy.sparse import csr_array

from .types import AllocationError, Inputs, Place
from .whole import Rule, cheapest


def kept(inputs: Inputs, place: Place, group: str) -> int:
    """Places that only the group may take: as many as are reserved, but no more than the group has entries there that
    could take them."""
    members = sum(
        entry.place == place.id and group in entry.groups and entry.achievement not in inputs.settled
        for entry in inputs.entries
    )
    return min(place.reserved.get(group, 0), members)


class Program:
    """One set of inputs, solved under different demands. Solutions are sets of positions in `entries`.

    Points are whole numbers of at most 10,000 and the gap allowed is none, so that an optimum is an optimum and not
    nearly one; every solution is rounded, and its total counted again in whole numbers.
    """

    def __init__(self, inputs: Inputs, *, reserve: bool = True) -> None:
        self.entries = sorted(inputs.entries, key=lambda entry: entry.id)
        self.points = np.array([entry.points for entry in self.entries], dtype=np.float64)
        self._rows: list[list[int]] = []
        self._limits: list[int] = []
        for achievement in sorted({entry.achievement for entry in self.entries}):
            its = [n for n, entry in enumerate(self.entries) if entry.achievement == achievement]
            self._limit(its, 0 if achievement in inputs.settled else 1)
        for place in sorted(inputs.places, key=lambda place: place.id):
            at_it = [n for n, entry in enumerate(self.entries) if entry.place == place.id]
            self._limit(at_it, place.capacity)
            for group in sorted(place.reserved) if reserve else ():
                others = [n for n in at_it if group not in self.entries[n].groups]
                self._limit(others, place.capacity - kept(inputs, place, group))
        self._rules = self._as_rules()

    def best(
        self, *, required: Collection[int] = (), excluded: Collection[int] = ()
    ) -> tuple[int, frozenset[int]] | None:
        """The highest total with all of `required` and none of `excluded`, and one assignment that has it; None where
        there is none."""
        if not self.entries:
            return 0, frozenset()
        lowest, highest = np.zeros(len(self.entries)), np.ones(len(self.entries))
        lowest[list(required)] = 1.0
        highest[list(excluded)] = 0.0
        chosen = cheapest(-self.points, self._rules, lowest, highest)
        if chosen is None:
            return None
        self._check(chosen)
        return sum(self.entries[n].points for n in chosen), chosen

    def _limit(self, members: list[int], most: int) -> None:
        if len(members) > most:
            self._rows.append(members)
            self._limits.append(most)

    def _as_rules(self) -> list[Rule]:
        if not self._rows:
            return []
        columns = [n for row in self._rows for n in row]
        starts = np.cumsum([0, *(len(row) for row in self._rows)])
        matrix = csr_array(
            (np.ones(len(columns)), columns, starts), shape=(len(self._rows), len(self.entries))
        )
        return [Rule(matrix, -np.inf, np.array(self._limits, dtype=np.float64))]

    def _check(self, chosen: frozenset[int]) -> None:
        """Rounding must not have broken a rule."""
        for row, most in zip(self._rows, self._limits, strict=True):
            if len(chosen.intersection(row)) > most:
                raise AllocationError("the solver's answer breaks a constraint")
