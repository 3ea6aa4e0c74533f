"""Which addresses the table speaks of today, and which still wait to be walked: a new address is in neither."""

from pathlib import Path

from tests.isolation.cells import Line, lines_of
from tests.isolation.routes import Route, all_routes

METHODS = ("GET", "POST", "PATCH")  # the others are refused before an id is looked at
WALKED = (
    "api/v1/dockings/",
    "api/v1/matches/",
    "api/v1/me/",
    "api/v1/organizations/",
    "api/v1/ties/",
    "contacts/",
    "dockings/<pk>/",
)
WAITING = Path(__file__).with_name("waiting.txt")  # exact addresses: what is still to be walked


def is_walked(route: Route) -> bool:
    return route.pattern.startswith(WALKED)


def waiting() -> list[str]:
    """The addresses that nobody has walked yet, as the file has them."""
    return WAITING.read_text(encoding="utf-8").split()


def unknown_routes(routes: list[Route]) -> list[str]:
    """Addresses that are neither walked nor waiting."""
    known = set(waiting())
    return sorted({each.pattern for each in routes if not is_walked(each)} - known)


def outdated(routes: list[Route]) -> list[str]:
    """Lines of the waiting list that wait for nothing: walked meanwhile, no longer there, or written twice."""
    lines = waiting()
    open_still = {each.pattern for each in routes if not is_walked(each)}
    return sorted({line for line in lines if line not in open_still or lines.count(line) > 1})


def walked_lines(under: tuple[str, ...] = ("",)) -> list[list[Line]]:
    """The lines of the table, by address; of the addresses that begin so."""
    found = [
        [line for line in lines_of(route) if line.method in METHODS]
        for route in all_routes()
        if is_walked(route) and route.pattern.startswith(under)
    ]
    return [lines for lines in found if lines]
