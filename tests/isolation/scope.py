"""Which addresses the table speaks of today, and which still wait to be walked: a new address is in neither."""

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
WAITING = (
    "accounts/",
    "admin/",
    "api/v1/",
    "healthz",
    "i18n/",
    "oauth/",
    "accuracy/",
    "dockings/",
    "listings/",
    "matches/",
    "my/",
    "needs/",
    "achievements/",
    "pilot-bases/",
    "scenarios/",
    "organizations/",
    "preview/",
    "review/",
    "start/",
)


def is_walked(route: Route) -> bool:
    return route.pattern.startswith(WALKED)


def unknown_routes() -> list[str]:
    """Addresses that nobody has put into either list."""
    known = (*WALKED, *WAITING)
    return [
        route.pattern
        for route in all_routes()
        if not (route.pattern == "/" or route.pattern.startswith(known))
    ]


def walked_lines() -> list[list[Line]]:
    """The lines of the table, by address."""
    found = [
        [line for line in lines_of(route) if line.method in METHODS]
        for route in all_routes()
        if is_walked(route)
    ]
    return [lines for lines in found if lines]
