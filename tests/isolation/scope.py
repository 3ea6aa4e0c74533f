"""Which cells are walked: every address in every test run, of what is refused alike everywhere a fixed sample."""

import re
from collections import defaultdict
from functools import cache
from zlib import crc32

from tests.isolation.api_shapes import operations
from tests.isolation.cast import ROLES
from tests.isolation.cells import Line, lines_of
from tests.isolation.routes import Route, all_routes
from tests.isolation.shapes import OWN
from tests.isolation.table import Cells, read

ONE_IN = 40
BESIDE = 20  # of which another request is sent beside: as htmx, or without a form's token
OF_REFUSED = 80  # of several roles who are refused in the same words, all but one
OF_GIVEN = 24  # of several who get something in the same words, all but one
OUTSIDE = 60  # of those who are turned away at the door of the admin
OF_ASKED = 12  # of several requests of one method that an address refuses alike: all but the first
LIKE = 20  # of what has the views and rules of another kind
REFUSALS = frozenset({"302", "400", "401", "403", "404", "405", "409", "415", "422", "login"})
Request = tuple[str, str, str]  # address, method, label
UNDECLARED = ("?unknown", "unknown key")
LIKE_OTHERS = re.compile(r"^(api/v1/|admin/projects/)?(pilot-?bases?|scenarios?|capability|capabilities)/")
PLAIN = {"GET", "POST"}  # what a page may answer; of the API the published document says it


def everywhere(under: tuple[str, ...] = ("",)) -> list[list[Line]]:
    """All lines, by address; of the addresses that begin so."""
    return [list(lines_of(route)) for route in all_routes() if route.pattern.startswith(under)]


def is_dull(line: Line) -> bool:
    """Whether the method is one that reads as GET does, or that the address refuses whatever it is asked."""
    return line.method not in (operations(line.route) or PLAIN)


def is_sampled(line: Line, role: str) -> bool:
    """Whether the short walk asks for the cell: always, or for one in so many of those that are refused or answered
    alike whatever stands behind the address."""
    if (one_in := _one_in(line, role)) > 1:
        return is_drawn(line, role, one_in=one_in) or _is_opening(line, role)
    refused = _refusals(line.key[:3], role) is not None
    return (
        _is_near(line, role)
        or is_drawn(line, role, one_in=OF_REFUSED if refused else OF_GIVEN)
        or (_is_heard(line, role) and role == _spokesman(line, role))
    )


def _is_near(line: Line, role: str) -> bool:
    """Whether somebody who belongs to an organization asks with their own id and is refused: a rule that is left out
    lets just these in, viewers and those who write for both sides, and in others' words it shows nowhere."""
    refused = _table().get((line.key, role)) in REFUSALS
    return refused and line.position == OWN and ROLES[role].belongs and line.route.part != "admin"


def _is_opening(line: Line, role: str) -> bool:
    """Whether it is what an address like others is asked at least: its first request, by one role."""
    address, method, label, _position = line.key
    if not LIKE_OTHERS.search(address):
        return False
    opening = next(request for request in _first_labels() if request[0] == address)
    chosen = min(ROLES, key=lambda other: crc32(repr((address, other)).encode()))
    return role == chosen and (address, method) == opening and label == _first_labels()[opening]


def _is_heard(line: Line, role: str) -> bool:
    """Whether of a request a spokesman is asked: who refuses the address's first request in these words as well refuses
    the others before looking at what is in them."""
    address, method, label, _position = line.key
    first = address, method, _first_labels()[address, method]
    alike = (words := _refusals((address, method, label), role)) and words == _refusals(first, role)
    return label == first[2] or not alike or is_drawn(line, "whoever", one_in=OF_ASKED)


@cache
def _first_labels() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for address, method, label, _position in (key for key, _role in _table()):
        found.setdefault((address, method), label)
    return found


def _spokesman(line: Line, role: str) -> str:
    """Of the roles who are answered a request in the same words whoever's id stands in it, and who come by the same way
    (as people, as staff, by a token), the one who is always asked: none of whom only a few cells are asked anyway."""
    request = line.key[:3]
    alike = [other for other in ROLES if _answers(request, other) == _answers(request, role)]
    asked = [other for other in alike if _one_in(line, other) == 1]
    return min(asked, key=lambda other: crc32(repr((request, other)).encode()))


@cache
def _answers(request: Request, role: str) -> tuple[str, ...]:
    """The way a role comes by, and the table's words; of what it has no word of everybody is asked."""
    way = str(bool(ROLES[role].group)), str(bool(ROLES[role].application))
    return (*way, *(_words()[request, role] or [role]))


def _refusals(request: Request, role: str) -> tuple[str, ...] | None:
    words = _words()[request, role]
    return _answers(request, role) if words and REFUSALS.issuperset(words) else None


@cache
def _words() -> dict[tuple[Request, str], list[str]]:
    """By request and role, what the table says, of one owner of the id after the other."""
    found = defaultdict(list)
    for (key, role), word in _table().items():
        found[key[:3], role].append(word)
    return found


def _one_in(line: Line, role: str) -> int:
    """Of how many cells like this one the short walk asks for one.

    1. Methods that a rule speaks of or that the table says an address does not answer, parameters and keys that nobody
    declared: refused by code that all addresses share. 2. Who never gets past the door of the admin, and a token of
    the API at a page, are visitors there. 3. Kinds that nobody matches have the views and rules of the two that are
    matched; an administrator from afar is an administrator.
    """
    outside = line.route.part == "admin" and not ROLES[role].group
    if is_dull(line):
        return 16 * ONE_IN
    if outside:
        return OUTSIDE
    if line.route.part in {"pages", "accounts"} and ROLES[role].application:
        return ONE_IN
    if line.shape.say.endswith(UNDECLARED) or _is_no_method(line.key):
        return ONE_IN
    if LIKE_OTHERS.search(line.route.pattern) or _is_like_others(line, role):
        return LIKE
    return 1


def _is_like_others(line: Line, role: str) -> bool:
    """Whether it is of the admin, and asked by the administrator from afar or a POST that is shown a page as GET is."""
    shown = line.method == "POST" and set(_words()[line.key[:3], role]) == {"200"}
    return line.route.part == "admin" and (role == "far_admin" or shown)


@cache
def _is_no_method(key: tuple[str, str, str, str]) -> bool:
    """Whether the table says of every role that the address does not answer this method."""
    return {_table().get((key, role)) for role in ROLES} - {"login"} == {"405"}


@cache
def _table() -> Cells:
    return read()


def is_written(line: Line, _role: str) -> bool:
    """Whether the cell stands in the table."""
    return not is_dull(line)


def is_any(_line: Line, _role: str) -> bool:
    """The whole walk asks for every cell."""
    return True


def is_drawn(line: Line, role: str, *, one_in: int = BESIDE) -> bool:
    """One in so many, always the same; with everybody's ids or with none, because their answers are compared."""
    return crc32(repr((line.key[:3], role)).encode()) % one_in == 0


def unclassified(routes: list[Route], expected: Cells) -> list[str]:
    """Addresses that the table has no line of."""
    return sorted({route.pattern for route in routes} - {key[0] for key, _role in expected})


def unwritten(expected: Cells) -> list[str]:
    """Requests that the table has no line of, at whatever address."""
    known = {key for key, _role in expected}
    lines = [line for lines in everywhere() for line in lines if not is_dull(line)]
    return [f"{line.method} /{line.key[0]} [{line.key[2]}]" for line in lines if line.key not in known]
