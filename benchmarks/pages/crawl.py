"""The pages a role reaches by following what it is shown, a few of each address; for a partner system the lists and
rows of the API."""

import re
import time
from collections import deque
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from benchmarks.pages.door import Answer, Door

OF_EACH = 3  # pages of one address that are looked at; the slowest of them is measured
LINK = re.compile(rb'(?:href|hx-get)="(/[^"#]*)')
FRAGMENT = re.compile(rb'hx-get="(/[^"#]*)')
# Not pages of ours, or no reading: what a library draws, files, and leaving.
PASSED_OVER = re.compile(r"^/(static|media|accounts|oauth|i18n|health|admin/(logout|password_change|jsi18n))")
API = "/api/v1/"


def pages_of(door: Door) -> Iterator[dict[str, Any]]:
    """{route, address, fragment} of each address the role is answered at with 200: of those looked at the slowest."""
    found = _through_the_api(door) if not door.starts else _by_links(door)
    for route, pages in sorted(found.items()):
        address, fragment = max(pages, key=lambda page: _once(door, page)) if len(pages) > 1 else pages[0]
        yield {"route": route, "address": address, "fragment": fragment}


def _once(door: Door, page: tuple[str, bool]) -> float:
    """Seconds of the quicker of two requests."""
    took = []
    for _time in range(2):
        start = time.perf_counter()
        door.get(page[0], fragment=page[1])
        took.append(time.perf_counter() - start)
    return min(took)


def _by_links(door: Door) -> dict[str, list[tuple[str, bool]]]:
    waiting = deque((start, False) for start in door.starts)
    seen: set[str] = set()
    found: dict[str, list[tuple[str, bool]]] = {}
    while waiting:
        address, fragment = waiting.popleft()
        route = route_of(address)
        if address in seen or route is None or len(found.get(route, ())) >= OF_EACH:
            continue
        seen.add(address)
        answer = door.get(address, fragment=fragment)
        if answer.status != 200:
            continue
        found.setdefault(route, []).append((address, fragment))
        inside = {unescape(link.decode()) for link in FRAGMENT.findall(answer.body)}
        for link in LINK.findall(answer.body):
            text = unescape(link.decode())
            waiting.append((text, text in inside))
    return found


def _through_the_api(door: Door) -> dict[str, list[tuple[str, bool]]]:
    """Every list, and of each list the first row and what hangs on it."""
    found: dict[str, list[tuple[str, bool]]] = {}
    ids: dict[str, str] = {}
    for route in sorted(_api_routes(get_resolver().url_patterns, ""), key=lambda each: each.count("<")):
        head, _mark, tail = route.partition("<uuid:pk>")
        if "<" in tail or (_mark and head not in ids):
            continue
        address = f"/{head}{ids[head]}{tail}" if _mark else f"/{route}"
        answer = door.get(address)
        if answer.status != 200:
            continue
        found[route] = [(address, False)]
        if not _mark and (pk := _first_id(answer)):
            ids[route] = pk
    return found


def _api_routes(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for each in patterns:
        text = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _api_routes(each.url_patterns, text)
        elif f"/{text}".startswith(API):
            yield text


def _first_id(answer: Answer) -> str:
    found = re.search(rb'"results":\s*\[\{"id":\s*"([0-9a-f-]{36})"', answer.body)
    return found[1].decode() if found else ""


def route_of(address: str) -> str | None:
    """The line of the URL table an address belongs to; None for what is passed over."""
    path = urlsplit(address).path
    if PASSED_OVER.match(path):
        return None
    try:
        return resolve(path).route or "/"
    except Resolver404:
        return None
