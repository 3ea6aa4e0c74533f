"""What a request carries beside its address: which row its id names, and a body that would succeed for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.isolation.cast import ROLES
from tests.isolation.routes import Route
from tests.isolation.world import World

OWN, OTHER, NONE, ANY = "own", "other", "none", "-"  # whose id it is; `-` where there is none
NAMED = "<named>"  # in a body or query: the id under test
ALSO = {
    "person": "asking",
    "other": "found",
    "document": "document",
}  # what an id behind the first one in a path is the id of
GHOST_NUMBER = "999999999"  # where ids are numbers
STRANGER = "O"  # the tenant that no role belongs to


@dataclass(frozen=True)
class Shape:
    """One request of an address.

    row      what the id in the path names, as in "need[draft]"
    body     form fields, or the JSON of an API call; query: what stands behind the question mark
    also     the ids behind the first one in the path, by name
    names    what NAMED in body, query or also is the id of; then the table's id column speaks of that one, and the
             first id of the path is the role's own
    given    the state into which the organization of the path is put beforehand
    say      the word for it in the table, where row and names do not tell it from its neighbours
    opens    the kind of canary that the answer shows to those of the platform whom it does not refuse
    methods  of which methods it is a request
    """

    row: str = ""
    body: Mapping[str, Any] | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    given: str = ""
    say: str = ""
    opens: str = ""
    methods: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.row, self.say) if part)

    def positions(self, route: Route) -> tuple[str, ...]:
        return (OWN, OTHER, NONE) if route.takes_id or self.names else (ANY,)


def own(what: str) -> str:
    """In a body or query: the id of a row of the role's own tenant."""
    return f"<own {what}>"


@dataclass(frozen=True)
class Ids:
    """Finds the ids of one request: of a role, with somebody's id at the place under test."""

    world: World
    role: str
    position: str

    def path(self, shape: Shape, route: Route) -> dict[str, str]:
        """The ids of the address."""
        if not route.takes_id:
            return {}
        first, *rest = route.ids
        found = {first: self._find(shape.row, OWN if shape.names else self.position)}
        return found | {name: self.filled(shape, shape.also.get(name) or own(ALSO[name])) for name in rest}

    def tested(self, shape: Shape, route: Route) -> str:
        """The id that the table's id column speaks of."""
        if shape.names:
            return self._find(shape.names, self.position)
        return next(iter(self.path(shape, route).values()), "")

    def asked(self, shape: Shape, route: Route) -> set[str]:
        """Every id that stands in the address, and the one under test."""
        return {*self.path(shape, route).values(), self.tested(shape, route)} - {""}

    def filled(self, shape: Shape, value: Any) -> Any:
        """A body or query with the ids in their places."""
        if isinstance(value, Mapping):
            return {name: self.filled(shape, inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.filled(shape, inner) for inner in value]
        if value == NAMED:
            return self._find(shape.names, self.position)
        if isinstance(value, str) and value.startswith("<own "):
            return self._find(value[5:-1], OWN)
        return value

    def _find(self, what: str, position: str) -> str:
        if position == NONE:
            return GHOST_NUMBER if self._find(what, OWN).isdigit() else self.world.ghost
        if what == "tie":  # a person's own, whatever their organization
            other = "admin" if self.role == "broker" else "broker"
            return self.world.ties.get(self.role if position == OWN else "", self.world.ties[other])
        letter = ROLES[self.role].home if position == OWN else STRANGER
        rows = self.world.rows[letter]
        if what.startswith("admin "):  # of some models there is no row
            return rows.get(what, self.world.ghost)
        if what not in rows:
            raise LookupError(
                f"the world has no {what} of tenant {letter}; it has: {', '.join(sorted(rows))}"
            )
        return rows[what]
