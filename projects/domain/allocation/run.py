"""From inputs to result: the best total, the draw between equals, and a reason for every entry."""

from .lottery import draw
from .program import Program
from .types import (
    CUT_OFF,
    HIGHEST,
    LOTTERY,
    NO_PLACES,
    PLACED,
    RESERVED,
    SELECTED,
    Entry,
    Inputs,
    Outcome,
    Result,
)

Chosen = frozenset[int]


def allocate(inputs: Inputs) -> Result:
    """Assign the places.

    1. The total of points is the highest that the constraints allow. 2. Of all assignments with that total the draw
    takes one: entry after entry in the order of the tickets is selected if any of those still left selects it. So the
    result is one and the same whatever solver found it and in whatever order the inputs came.
    """
    program = Program(inputs)
    best = program.best()
    assert best is not None  # nobody selected breaks no rule
    total, incumbent = best
    forced = {n: _forced(program, n, total, incumbent) for n in range(len(program.entries))}
    chosen = _drawn(program, inputs.seed, total, incumbent, forced)
    return Result(total, tuple(_outcomes(program, inputs, total, chosen, forced)))


def _forced(program: Program, n: int, total: int, incumbent: Chosen) -> int | None:
    """The highest total with entry n selected; None where no assignment selects it."""
    if n in incumbent:
        return total
    found = program.best(required=[n])
    return None if found is None else found[0]


def _drawn(
    program: Program, seed: str, total: int, incumbent: Chosen, forced: dict[int, int | None]
) -> Chosen:
    """The assignment that the draw takes among those with the highest total."""
    places = {entry.id: n for n, entry in enumerate(program.entries)}
    required: set[int] = set()
    excluded = {n for n, reached in forced.items() if reached != total}
    for id in draw(seed, places):
        n = places[id]
        if n in excluded:
            continue
        if n not in incumbent:
            found = program.best(required=required | {n}, excluded=excluded)
            if found is None or found[0] < total:
                excluded.add(n)
                continue
            incumbent = found[1]
        required.add(n)
    return frozenset(required)


def _outcomes(
    program: Program, inputs: Inputs, total: int, chosen: Chosen, forced: dict[int, int | None]
) -> list[Outcome]:
    tickets = {id: n for n, id in enumerate(draw(inputs.seed, (e.id for e in program.entries)), start=1)}
    placed = {program.entries[n].achievement: program.entries[n].place for n in chosen}
    unreserved = _WithoutReserves(inputs)
    outcomes = []
    for n, entry in enumerate(program.entries):
        ticket, elsewhere = tickets[entry.id], placed.get(entry.achievement, "")
        if n in chosen:
            outcomes.append(Outcome(entry.id, SELECTED, ticket, placed_at=entry.place))
            continue
        reached = forced[n]
        needed = None if reached is None else _needed(total, reached, entry.points)
        if elsewhere or entry.achievement in inputs.settled:
            reason = PLACED
        elif reached == total:
            reason = LOTTERY
        elif unreserved.would_select(n):
            reason = RESERVED
        else:
            reason = CUT_OFF if reached is not None else NO_PLACES
        outcomes.append(Outcome(entry.id, reason, ticket, needed, elsewhere))
    return outcomes


def _needed(total: int, reached: int, points: int) -> int | None:
    """With x points instead of its own the best total that selects an entry is `reached - points + x`."""
    level = total - reached + points
    return level if level <= HIGHEST else None


class _WithoutReserves:
    """The same inputs with no places kept for anybody: would an entry have been selected, or drawn level, then?"""

    def __init__(self, inputs: Inputs) -> None:
        self._reserving = {place.id for place in inputs.places if any(place.reserved.values())}
        self._entries: list[Entry] = []
        self._total = 0
        if self._reserving:
            self._program = Program(inputs, reserve=False)
            found = self._program.best()
            assert found is not None
            self._total, self._chosen = found
            self._entries = self._program.entries

    def would_select(self, n: int) -> bool:
        if not self._entries or self._entries[n].place not in self._reserving:
            return False
        if n in self._chosen:
            return True
        found = self._program.best(required=[n])
        return found is not None and found[0] == self._total
