"""Where in a request of one's own another id can stand. A place puts an id there and gives the changed request."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from tests.isolation.cells import Line
from tests.isolation.door import UNSAFE, Ask
from tests.tamper.spellings import is_id

Put = Callable[[Ask, str], Ask]  # the request of one's own, the spelled id → what is sent
# Names under which a careless view would take an id: columns, and words of other services' holes.
WORDS = (
    "id pk object_id owner owner_id organization organization_id tenant user user_id parent contact contact_id manager "
    "wanted offered listing match docking person created_by by_user group include expand ids q ordering next _method "
    "as owner__id owner__in listing__owner secret__text__icontains subject invited external_id"
)
NAMES = WORDS.split()
LINES = (
    "If-Match If-None-Match X-Original-URL X-Rewrite-URL X-HTTP-Method-Override X-Method-Override X-Organization "
    "X-Tenant-Id X-User-Id X-Forwarded-User Remote-User Idempotency-Key Referer"
)
HEADERS = LINES.split()
URLS = {"X-Original-URL", "X-Rewrite-URL", "Referer"}
METHODS = {"X-HTTP-Method-Override", "X-Method-Override"}


@dataclass(frozen=True)
class Place:
    """`name` says where, for a person. `kind`: path, query and body where the id of a row stood before; added where
    nothing did; header."""

    kind: str
    name: str
    put: Put


def places_of(line: Line, own: Ask, path_ids: Mapping[str, str]) -> list[Place]:
    """Every place of a request; `path_ids`: the ids in its address, by name."""
    return [
        *_in_path(line, path_ids),
        *_in_query(own),
        *(_in_body(own) if own.method in UNSAFE else ()),
        *_in_headers(line, path_ids),
    ]


def _in_path(line: Line, ids: Mapping[str, str]) -> Iterator[Place]:
    for name in line.route.ids:

        def put(ask: Ask, value: str, name: str = name) -> Ask:
            return replace(ask, path=line.route.path({**ids, name: quote(value, safe="")}))

        yield Place("path", f"path <{name}>", put)
        yield Place("path", f"path <{name}> for htmx", _then(put, {"HX-Request": "true"}))
        yield Place("path", f"path <{name}>, other encoding", _recoded(put))
        yield Place("path", f"path <{name}>, overridden", _then(put, {"X-HTTP-Method-Override": "PATCH"}))


def _then(put: Put, headers: Mapping[str, str]) -> Put:
    return lambda ask, value: (lambda sent: replace(sent, headers={**sent.headers, **headers}))(
        put(ask, value)
    )


def _recoded(put: Put) -> Put:
    """A form where JSON is expected, and the other way round. A form has no null: it says nothing instead."""
    return lambda ask, value: (lambda sent: replace(sent, json=not sent.json, body=_without_null(sent.body)))(
        put(ask, value)
    )


def _without_null(body: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: "" if inner is None else inner for name, inner in (body or {}).items()}


def _in_query(own: Ask) -> Iterator[Place]:
    for name, value in own.query.items():
        if is_id(value):
            yield Place("query", f"?{name}", _query(name, lambda _own, other: other))
            yield Place("query", f"?{name} twice", _query(name, lambda own, other: [own, other]))
            yield Place("query", f"?{name} twice, own last", _query(name, lambda own, other: [other, own]))
    for name in NAMES:
        if name not in own.query:
            yield Place("added", f"?{name} added", _query(name, lambda _own, other: other))


def _query(name: str, change: Callable[[Any, str], Any]) -> Put:
    return lambda ask, value: replace(ask, query={**ask.query, name: change(ask.query.get(name), value)})


def _in_body(own: Ask) -> Iterator[Place]:
    body = own.body or {}
    for trail in _ids_in(body):
        name = ".".join(map(str, trail))
        yield Place("body", f"body {name}", _body(trail, lambda _own, other: other))
        if isinstance(trail[-1], int):  # many at once: one's own and another
            yield Place("body", f"body {name} beside", _body(trail[:-1], lambda own, other: [*own, other]))
            continue
        yield Place("body", f"body {name} twice", _body(trail, lambda own, other: [own, other]))
        if own.json:
            yield Place(
                "body", f"body {name} nested", _body(trail, lambda _own, other: {"id": other, "pk": other})
            )
    for name in NAMES:
        if name not in body:
            yield Place("added", f"body {name} added", _body((name,), lambda _own, other: other))
            yield Place("added", f"body {name}[] added", _body((name,), lambda _own, other: [other, other]))


def _ids_in(value: Any, trail: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _ids_in(inner, (*trail, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _ids_in(inner, (*trail, number))
    elif is_id(value):
        yield trail


def _body(trail: tuple[Any, ...], change: Callable[[Any, str], Any]) -> Put:
    return lambda ask, value: replace(
        ask, body=_changed(ask.body or {}, trail, lambda own: change(own, value))
    )


def _changed(value: Any, trail: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """A copy with what stands at the end of the trail changed."""
    if not trail:
        return change(value)
    head, rest = trail[0], trail[1:]
    if isinstance(value, list):
        return [
            _changed(inner, rest, change) if number == head else inner for number, inner in enumerate(value)
        ]
    return {**value, head: _changed(value.get(head), rest, change)}


def _in_headers(line: Line, ids: Mapping[str, str]) -> Iterator[Place]:
    for name in HEADERS:

        def put(ask: Ask, value: str, name: str = name) -> Ask:
            text = quote(value, safe="{}:;,")
            if name in URLS:
                text = line.route.path({**ids, **dict.fromkeys(line.route.ids[:1], text)})
            elif name in METHODS:
                text = "DELETE"
            return replace(ask, headers={**ask.headers, name: text})

        yield Place("header", f"header {name}", put)
