"""What goes into an allocation and what comes out: frozen values, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SMALL = "small"  # a small or micro enterprise
AWAY = "away"  # from a prefecture outside the provincial capital
GROUPS = (SMALL, AWAY)
HIGHEST = 10_000  # points; one point is a ten-thousandth of the match score

SELECTED = "selected"
PLACED = "placed"  # the same achievement has a place elsewhere
RESERVED = "reserved"  # it would have been selected, were no places reserved
LOTTERY = "lottery"  # as good as the last who was selected; the draw decided
CUT_OFF = "cut_off"  # its points were too few
NO_PLACES = "no_places"


class AllocationError(ValueError):
    """The inputs contradict themselves, or a file is none of ours; the message says where."""


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario, or a slot of a pilot base: how many it takes, and how many of these are kept for each group."""

    id: str
    capacity: int
    reserved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One application of an achievement for a place, with its points (0..10000) and the groups its owner is in."""

    id: str
    achievement: str
    place: str
    points: int
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the result depends on. Order means nothing; `seed` decides between equally good assignments.

    `settled`: achievements that have a place already, from an earlier run; they get no second one.
    """

    seed: str
    places: tuple[Place, ...]
    entries: tuple[Entry, ...]
    settled: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _once("place", [place.id for place in self.places])
        _once("entry", [entry.id for entry in self.entries])
        _once("application", [(entry.achievement, entry.place) for entry in self.entries])
        known = {place.id for place in self.places}
        for place in self.places:
            if place.capacity < 0:
                raise AllocationError(f"place {place.id}: capacity {place.capacity} is negative")
            for group, seats in place.reserved.items():
                if group not in GROUPS or not 0 <= seats <= place.capacity:
                    raise AllocationError(f"place {place.id}: cannot keep {seats} for {group}")
        for entry in self.entries:
            if entry.place not in known:
                raise AllocationError(f"entry {entry.id}: there is no place {entry.place}")
            if not 0 <= entry.points <= HIGHEST:
                raise AllocationError(f"entry {entry.id}: {entry.points} points are not within 0..{HIGHEST}")
            if not entry.groups <= set(GROUPS):
                raise AllocationError(f"entry {entry.id}: unknown group; groups: {', '.join(GROUPS)}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry, and why.

    `needed`: points with which it would have drawn level with those selected, the others being as they are; one more
    and it is in whatever the draw. None where it was selected, or no points would have sufficed.
    `ticket`: its place in the draw, 1 first.
    """

    entry: str
    reason: str
    ticket: int
    needed: int | None = None
    placed_at: str = ""

    @property
    def selected(self) -> bool:
        return self.reason == SELECTED


@dataclass(frozen=True, slots=True)
class Result:
    """The assignment: its total of points, the highest there is, and an outcome for every entry in id order."""

    total: int
    outcomes: tuple[Outcome, ...]


def _once(what: str, ids: list[object] | list[str] | list[tuple[str, str]]) -> None:
    seen: set[object] = set()
    for id in ids:
        if id in seen:
            raise AllocationError(f"{what} {id} is given twice")
        seen.add(id)
