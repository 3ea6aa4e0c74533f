"""Runs in a copy of the tree: walks some addresses on a copy of the stage, asks them with changed ids, and writes what
it found, as JSON."""

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.test.utils import setup_test_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.isolation.cells import Line
    from tests.isolation.table import Cells
    from tests.isolation.walker import Walker


WORLD = "world.json"  # in the folder
METHODS = ("GET", "POST", "PATCH")  # those that do something somewhere
UNDECLARED = "names nobody declared"  # in place of a label
SEED, TRIES = 1, 480  # of tampering, per address: about one for each role at each place of it
SHARE = 40  # tries after which it is looked whether one of them told
Tries = tuple[str, int, int]  # address, the number of the first, how many


@dataclass(frozen=True)
class Errand:
    """The stage it is carried out on, a database with the world in it, the folder of its files and the name for a copy;
    and what to do there.

    walk     addresses to walk; only: of that, these requests (address, method, label)
    csrf     without the token of a form too
    tamper   tries to make with changed ids
    """

    database: str
    folder: str
    own_database: str
    walk: list[str] = field(default_factory=list)
    only: list[list[str]] = field(default_factory=list)
    csrf: bool = False
    tamper: list[Tries] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> "Errand":
        return cls(**json.loads(text))

    def written(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Found:
    """What was not as it should be, and what showed it: requests of the walk, or tries with changed ids."""

    sentences: list[str] = field(default_factory=list)
    requests: list[list[str]] = field(default_factory=list)
    tampered: list[Tries] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> "Found":
        return cls(**json.loads(text))


def telling(sentences: list[str]) -> list[str]:
    """Those that say more than that the server broke."""
    return [sentence for sentence in sentences if ": 500" not in sentence]


def carried_out(errand: Errand) -> Found:
    """What is not as the reviewed table has it, or wrong whatever the table says."""
    from tests.isolation.stage import at_home, create, drop, use
    from tests.isolation.walker import walker_on
    from tests.isolation.world import World

    folder = Path(errand.folder)
    with at_home(folder):
        create(errand.own_database, template=errand.database)
        try:
            use(errand.own_database)
            with walker_on(World.load(folder / WORLD)) as walker:
                found = _by_walking(walker, errand)
                if found.requests:
                    return found
                return _by_tampering(walker, errand) or found
        finally:
            drop(errand.own_database)


def _by_walking(walker: "Walker", errand: Errand) -> Found:
    """Stops at the first request that shows something; that the server breaks shows itself to anybody."""
    from tests.isolation import scope, table, tasks, undeclared

    expected, broken = table.read(), list[str]()
    for request, lines in _requests(errand):
        if request[2] == UNDECLARED:
            _tried, found = undeclared.refused(walker, lines)
        else:
            seen = tasks.walk(walker, lines, chosen=scope.is_any)
            found = [*seen.faults, *_unlike(expected, seen.cells)]
            if errand.csrf:
                found += tasks.without_csrf(walker, lines).faults
        if telling(found):
            return Found(found, [request])
        broken += found
    return Found(broken)


def _by_tampering(walker: "Walker", errand: Errand) -> Found | None:
    """Share by share, until one gives something away."""
    from tests.tamper.attack import attack
    from tests.tamper.tries import Piece

    for address, first, count in errand.tamper:
        for begin in range(first, first + count, SHARE):
            share = min(SHARE, first + count - begin)
            if found := attack(walker, Piece(SEED, begin, share, (address,))).succeeded:
                return Found(found, tampered=[(address, begin, share)])
    return None


def _unlike(expected: "Cells", cells: "Cells") -> list[str]:
    """Cells that the table has otherwise; of what it does not speak, test_matrix.py complains."""
    return [
        f"{key[1]} /{key[0]} [{key[2]}] {key[3]} as {role}: {word}, the table says {expected[key, role]}"
        for (key, role), word in cells.items()
        if expected.get((key, role), word) != word
    ]


def _requests(errand: Errand) -> "Iterator[tuple[list[str], list[Line]]]":
    """Each request of the errand with its lines: the same request with everybody's ids; of the API also all lines of an
    address, for names that nobody declared."""
    from tests.isolation import cells, routes
    from tests.isolation.api_shapes import operations

    for address in errand.walk:
        for route in routes.all_routes():
            if route.pattern != address:
                continue
            requests: dict[tuple[str, str], list[Line]] = {}
            for line in cells.lines_of(route):
                if line.method in METHODS:
                    requests.setdefault((line.method, line.shape.label), []).append(line)
            for (method, label), lines in requests.items():
                if not errand.only or [address, method, label] in errand.only:
                    yield [address, method, label], lines
            names = [address, "", UNDECLARED]
            if operations(route) and (not errand.only or names in errand.only):
                yield names, list(cells.lines_of(route))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    setup_test_environment()
    print(json.dumps(asdict(carried_out(Errand.read(sys.stdin.read())))))
