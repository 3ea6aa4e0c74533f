"""Which requests are tried: every address as every role in turn, those with ids most often, the rest by chance from
a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.isolation.cast import ROLES
from tests.isolation.cells import Line, lines_of
from tests.isolation.door import Ask
from tests.isolation.routes import Route, all_routes
from tests.isolation.shapes import ANY, OWN, Ids
from tests.isolation.world import World
from tests.tamper.places import Place, places_of
from tests.tamper.spellings import NO_IDS, SPELLINGS, is_id
from tests.tamper.strangers import Named, everything, hidden_from

METHODS = ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")
TOGETHER = 8  # tries that share a twin
HIDDEN = 5  # of them with ids that the role must find nowhere
ALIKE = 4  # of these as many as there are of what is asked for: of other kinds there is nothing at an address
PEOPLE = {"person", "manager", "asking"}
KINDS = {"path": 4, "query": 6, "body": 8, "added": 2, "header": 1}  # how often an id is put there
PIECE = 200  # tries that one process takes at a time


@dataclass(frozen=True)
class Piece:
    """A share of the work: tries number `first` up to `first + count`, at addresses that begin with one of `under`."""

    seed: int
    first: int
    count: int
    under: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Group:
    """One place in one request of a role, and the ids that are put there."""

    role: str
    line: Line
    own: Ask
    place: Place
    spelling: str
    ids: tuple[Named, ...]
    hidden: frozenset[str]

    def ask(self, id: str) -> Ask:
        return self.place.put(self.own, self.spelled(id))

    def spelled(self, id: str) -> str:
        return SPELLINGS[self.spelling](id) if is_id(id) else id

    def __str__(self) -> str:
        line = self.line
        where = f"{self.place.name} ({self.spelling})"
        return f"{line.method} /{line.route.pattern} [{line.shape.label}] {where} as {self.role}"


def pieces(seed: int, tries: int, under: tuple[str, ...] = ("",)) -> list[Piece]:
    return [Piece(seed, first, min(PIECE, tries - first), under) for first in range(0, tries, PIECE)]


def groups(world: World, piece: Piece) -> Iterator[Group]:
    """The tries of one share, always the same for a seed."""
    order, maker = _order(piece.seed, piece.under), _Maker(world)
    for first in range(piece.first, piece.first + piece.count, TOGETHER):
        number = first // TOGETHER
        chance = random.Random(f"{piece.seed} {number}")
        route, role = order[number % len(order)]
        size = min(TOGETHER, piece.first + piece.count - first)
        yield maker.group(route, role, chance, size)


class _Maker:
    """Makes groups on one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hidden = {
            (role, in_admin): hidden_from(world, role, in_admin=in_admin)
            for role in ROLES
            for in_admin in (False, True)
        }
        self._others = [*everything(world), *(Named(text, "no id") for text in NO_IDS)]

    def group(self, route: Route, role: str, chance: random.Random, size: int) -> Group:
        lines = _lines(route)
        naming = [line for line in lines if line.shape.names]  # their body or query holds an id
        line = chance.choice(naming if naming and chance.random() < 0.5 else lines)
        own = line.ask(self._world, role)
        places = places_of(line, own, Ids(self._world, role, line.position).path(line.shape, route))
        there = [kind for kind in KINDS if any(place.kind == kind for place in places)]
        (kind,) = chance.choices(there, [KINDS[kind] for kind in there])
        place = chance.choice([place for place in places if place.kind == kind])
        asked = repr(own)
        hidden = [named for named in self._hidden[role, route.part == "admin"] if named.id not in asked]
        alike = [named for named in hidden if named.kind == _kind(line)]
        chosen = chance.sample(alike, min(ALIKE, size, len(alike)))
        chosen += chance.sample(
            [named for named in hidden if named not in chosen], min(HIDDEN, size) - len(chosen)
        )
        chosen += chance.sample(self._others, size - len(chosen))
        spelling = "plain" if chance.random() < 0.5 else chance.choice(list(SPELLINGS))
        return Group(role, line, own, place, spelling, tuple(chosen), frozenset(each.id for each in hidden))


@cache
def _order(seed: int, under: tuple[str, ...]) -> list[tuple[Route, str]]:
    """Every address with every role, as often as it is worth, shuffled. Raises LookupError where there is none."""
    chance = random.Random(seed)
    pairs = [
        (route, role)
        for route in all_routes()
        for role in ROLES
        for _time in range(_turns(route, role, chance))
        if route.pattern.startswith(under)
    ]
    if not pairs:
        raise LookupError(f"nothing to try at addresses that begin with {', '.join(under)}")
    chance.shuffle(pairs)
    return pairs


def _turns(route: Route, role: str, chance: random.Random) -> int:
    """How often: what is refused at the door, and the libraries' own pages, one time in ten; pages and API, where
    organizations meet, most often."""
    outside = route.part == "admin" and not ROLES[role].group
    if outside or route.part in {"accounts", "oauth"}:
        return int(chance.random() < 0.1)
    if route.part == "admin":
        return 1
    return 4 if route.takes_id or any(line.shape.names for line in _lines(route)) else 1


def _kind(line: Line) -> str:
    """What the id in a request is the id of."""
    kind = (line.shape.names or line.shape.row).partition("[")[0]
    return "person" if kind in PEOPLE else kind


@cache
def _lines(route: Route) -> list[Line]:
    """The requests of an address that carry the role's own ids."""
    return [line for line in lines_of(route) if line.position in (OWN, ANY) and line.method in METHODS]
