"""Which cells are walked: every address in every test run, of what is refused alike everywhere a fixed sample."""

from pathlib import Path
from zlib import crc32

from tests.isolation.api_shapes import operations
from tests.isolation.cast import ROLES
from tests.isolation.cells import Line, lines_of
from tests.isolation.routes import Route, all_routes
from tests.isolation.table import Cells

ONE_IN = 10
WAITING = Path(__file__).with_name("waiting.txt")
PLAIN = {"GET", "POST"}  # what a page may answer; of the API the published document says it


def everywhere(under: tuple[str, ...] = ("",)) -> list[list[Line]]:
    """All lines, by address; of the addresses that begin so."""
    return [list(lines_of(route)) for route in all_routes() if route.pattern.startswith(under)]


def walked() -> list[list[Line]]:
    """All lines, by address, but those of the waiting list."""
    left = waiting()
    return [lines for lines in everywhere() if lines[0].route.pattern not in left]


def waiting() -> set[str]:
    """Exact addresses that nobody has classified yet."""
    return set(WAITING.read_text(encoding="utf-8").split())


def is_dull(line: Line) -> bool:
    """Whether the method is one that reads as GET does, or that the address refuses whatever it is asked."""
    return line.method not in (operations(line.route) or PLAIN)


def is_sampled(line: Line, role: str) -> bool:
    """Whether the short walk asks for the cell: always, or for one in ten of the dull ones and of those in the admin
    whose role never gets past its door."""
    outside = line.route.part == "admin" and not ROLES[role].group
    return is_drawn(line, role) or not (is_dull(line) or outside)


def is_written(line: Line, _role: str) -> bool:
    """Whether the cell stands in the table."""
    return not is_dull(line)


def is_any(_line: Line, _role: str) -> bool:
    """The whole walk asks for every cell."""
    return True


def is_drawn(line: Line, role: str) -> bool:
    """One cell in ten, always the same."""
    return crc32(repr((line.key, role)).encode()) % ONE_IN == 0


def unclassified(routes: list[Route], expected: Cells) -> list[str]:
    """Addresses that the table has no line of, and that do not stand in the waiting list."""
    known = {key[0] for key, _role in expected}
    return sorted({route.pattern for route in routes} - known - waiting())


def outdated(routes: list[Route], expected: Cells) -> list[str]:
    """Addresses of the waiting list that wait for nothing: classified meanwhile, or no longer there."""
    known = {key[0] for key, _role in expected}
    return sorted(waiting() - ({route.pattern for route in routes} - known))
