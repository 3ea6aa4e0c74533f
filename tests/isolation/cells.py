"""All cells of the matrix: address × method × request × whose id × role."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.isolation import admin_shapes, api_shapes, page_shapes
from tests.isolation.cast import ROLES
from tests.isolation.door import UNSAFE, Ask
from tests.isolation.routes import METHODS, Route, all_routes
from tests.isolation.shapes import ALSO, NAMED, Ids, Shape
from tests.isolation.world import World


@dataclass(frozen=True)
class Line:
    """One line of the table before it is compacted: a request and whose id stands in it; a cell per role."""

    route: Route
    method: str
    shape: Shape
    position: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.route.pattern, self.method, self.shape.label, self.position

    def ask(self, world: World, role: str, **headers: str) -> Ask:
        """The request as this role sends it."""
        ids = Ids(world, role, self.position)
        path = self.route.path(ids.path(self.shape, self.route))
        query: Any = ids.filled(self.shape, self.shape.query)
        body: Any = None
        if self.method in UNSAFE and self.shape.body is not None:
            body = ids.filled(self.shape, self.shape.body)
        json = self.route.part == "api" and self.method in UNSAFE
        if json and body is None:
            body = {}
        return Ask(self.method, path, query, body, json, headers)


def shapes_of(route: Route) -> list[Shape]:
    """The requests written for an address, those made from the published document, and plain ones for the rest."""
    if route.part == "api":
        written = api_shapes.SHAPES.get(route.name, [])
        special = [*written, *api_shapes.generated(route, written)]
        rows = api_shapes.rows_behind(route)
    elif route.part == "admin":
        special, rows = admin_shapes.shapes_of(route), admin_shapes.rows_behind(route)
    else:
        special = page_shapes.SHAPES.get(route.name, [])
        rows = _longest(page_shapes.ROWS_BEHIND, route)
    if route.takes_id and not rows:
        raise LookupError(
            f"/{route.pattern} takes an id; say in ROWS_BEHIND of tests/isolation/page_shapes.py or api_shapes.py "
            "which rows of the world it names"
        )
    return [*_plain(route, special, rows), *special]


def _longest(table: dict[str, tuple[str, ...]], route: Route) -> tuple[str, ...]:
    fitting = [prefix for prefix in table if route.pattern.startswith(prefix)]
    return table[max(fitting, key=len)] if fitting and route.takes_id else ()


def _plain(route: Route, special: list[Shape], rows: tuple[str, ...]) -> list[Shape]:
    """GET with every kind of row, the other methods with one; what the written requests speak of is left to them."""
    spoken = {method for shape in special for method in shape.methods if not shape.names and not shape.query}
    first = rows[0] if rows else ""
    reads = route.part != "api" or "GET" in api_shapes.operations(route)
    more = [Shape(row, methods=("GET",)) for row in rows[1:] if reads]
    others = tuple(method for method in METHODS if method not in spoken - {"GET", "HEAD"})
    return [Shape(first, methods=others), *more, *_behind(route, special, first)]


def _behind(route: Route, special: list[Shape], row: str) -> list[Shape]:
    """A request for every id behind the first one of the address, with the body of the first written one."""
    base = next((shape for shape in special if shape.methods == ("POST",)), Shape(row, methods=("POST",)))
    return [
        replace(base, also={name: NAMED}, names=ALSO[name], say=f"{base.say} <{name}>".strip())
        for name in route.ids[1:]
    ]


def lines_of(route: Route) -> Iterator[Line]:
    seen = set()
    for shape in shapes_of(route):
        for method in shape.methods:
            for position in shape.positions(route):
                line = Line(route, method, shape, position)
                if line.key not in seen:
                    seen.add(line.key)
                    yield line


def all_lines() -> list[Line]:
    return [line for route in all_routes() for line in lines_of(route)]


def count(lines: list[Line]) -> int:
    return len(lines) * len(ROLES)
