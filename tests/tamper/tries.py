"""Which requests are tried: every address as every role in turn, with what chance picks from a seed."""

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
TOGETHER = 5  # tries that share a twin
HIDDEN = 3  # of them with ids that the role must find nowhere
PIECE = 250  # tries that one process takes at a time


@dataclass(frozen=True)
class Piece:
    """A share of the work: tries number `first` up to `first + count`."""

    seed: int
    first: int
    count: int


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


def pieces(seed: int, tries: int) -> list[Piece]:
    return [Piece(seed, first, min(PIECE, tries - first)) for first in range(0, tries, PIECE)]


def groups(world: World, piece: Piece) -> Iterator[Group]:
    """The tries of one share, always the same for a seed."""
    order = _order(piece.seed)
    for first in range(piece.first, piece.first + piece.count, TOGETHER):
        number = first // TOGETHER
        chance = random.Random(f"{piece.seed} {number}")
        route, role = order[number % len(order)]
        size = min(TOGETHER, piece.first + piece.count - first)
        yield _group(world, route, role, chance, size)


@cache
def _order(seed: int) -> list[tuple[Route, str]]:
    """Every address with every role, shuffled."""
    pairs = [(route, role) for route in all_routes() for role in ROLES]
    random.Random(seed).shuffle(pairs)
    return pairs


@cache
def _lines(route: Route) -> list[Line]:
    """The requests of an address that carry the role's own ids."""
    return [line for line in lines_of(route) if line.position in (OWN, ANY) and line.method in METHODS]


def _group(world: World, route: Route, role: str, chance: random.Random, size: int) -> Group:
    line = chance.choice(_lines(route))
    own = line.ask(world, role)
    places = places_of(line, own, Ids(world, role, line.position).path(line.shape, route))
    ids = [place for place in places if place.gives_id]
    place = chance.choice(ids if ids and chance.random() < 0.7 else places)
    hidden = [named for named in hidden_from(world, role) if named.id not in repr(own)]
    chosen = chance.sample(hidden, min(HIDDEN, size))
    others = [*everything(world), *(Named(text, "no id") for text in NO_IDS)]
    chosen += chance.sample(others, size - len(chosen))
    spelling = "plain" if chance.random() < 0.5 else chance.choice(list(SPELLINGS))
    names = frozenset(each.id for each in hidden)
    return Group(role, line, own, place, spelling, tuple(chosen), names)
