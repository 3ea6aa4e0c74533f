"""Parameters and keys that nobody declared: each of some three hundred names is refused by name at every operation of
the API.

The names are those somebody would try who has read the code or the manuals of the libraries: the columns of our
tables, and words that other services take.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from zlib import crc32

from django.apps import apps

from config.api.pointers import MOST_ERRORS
from tests.isolation import table
from tests.isolation.api_shapes import keys_of, operations
from tests.isolation.cast import ROLES
from tests.isolation.cells import Line
from tests.isolation.door import Ask
from tests.isolation.shapes import NONE, OTHER
from tests.isolation.walker import Walker

OURS = ("kernel", "enterprises", "projects", "matchmaking")
WORDS = """
    _method access_token all api_key as as_user callback debug depth embed exclude expand fields filter force format
    group_by id__in ids impersonate include include_deleted is_staff is_superuser jsonp key lang limit method
    offset omit on_behalf_of order_by owner__name owner_id page password per_page preview q query role run_as scope
    search secret__contains select show sort state__in superuser template tenant token trace user_id username version
    view with_secret
"""
AT_ONCE = MOST_ERRORS - 10  # what is missing or wrong beside them has a place in the answer too


@cache
def names() -> tuple[str, ...]:
    """Names of columns of ours, and WORDS."""
    columns = {
        name
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    return tuple(sorted({*columns, *WORDS.split()}))


def refused(walker: Walker, lines: list[Line], *, whole: bool = True) -> tuple[int, list[str]]:
    """How many names were tried at an address of the API, and sentences about those that were not refused by name; of
    all the names, or of those that an answer has place for, others at each address."""
    tried, faults = 0, list[str]()
    for method, operation in operations(lines[0].route).items():
        declared = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
        line, role = _refused_by_name(lines, method, "?unknown", "400")
        ask = line.ask(walker.world, role)
        for some in _batches(declared, line, whole=whole):
            tried += len(some)
            faults += _not_named(walker, line, role, replace(ask, query=dict.fromkeys(some, "1")), some)
        if not _takes_json(method, operation):
            continue
        line, role = _refused_by_name(lines, method, "unknown key", "422")
        ask = line.ask(walker.world, role)
        for some in _batches(keys_of(operation), line, whole=whole):
            tried += len(some)
            body = {**(ask.body or {}), **dict.fromkeys(some, "1")}
            faults += _not_named(walker, line, role, replace(ask, body=body), some)
    return tried, faults


def _refused_by_name(lines: list[Line], method: str, request: str, word: str) -> tuple[Line, str]:
    """The request of an operation that carries one unknown name, and the first role that gets so far as to be told.

    Raises LookupError where the table knows of none.
    """
    cells = _table()
    for line in lines:
        if (
            line.method == method
            and line.shape.label.endswith(request)
            and line.position not in (OTHER, NONE)
        ):
            for role in ROLES:
                if cells.get((line.key, role)) == word:
                    return line, role
    raise LookupError(f"{method} /{lines[0].route.pattern}: nobody is refused an unknown name by {word}")


@cache
def _table() -> table.Cells:
    return table.read()


def _takes_json(method: str, operation: dict[str, Any]) -> bool:
    """Whether there is a body of keys; files are sent otherwise."""
    content = operation.get("requestBody", {}).get("content", {"application/json": {}})
    return method != "GET" and "application/json" in content


def _batches(declared: set[str], line: Line, *, whole: bool) -> Iterator[list[str]]:
    """The other names, as many at once as one answer names: all of them, or one share that the request decides."""
    left = [name for name in names() if name not in declared]
    shares = [left[start : start + AT_ONCE] for start in range(0, len(left), AT_ONCE)]
    yield from shares if whole else [shares[crc32(repr(line.key).encode()) % len(shares)]]


def _not_named(walker: Walker, line: Line, role: str, ask: Ask, some: list[str]) -> list[str]:
    """What is wrong with the answer: it is a refusal that names each of `some`, and no row has changed."""
    cell, answer = walker.look(role, ask)
    told = json.loads(answer.body).get("errors", ()) if answer.code in (400, 422) else ()
    named = {each.get("parameter") or each.get("pointer", "").removeprefix("#/") for each in told}
    if answer.code == (400 if ask.query else 422) and not cell.changed and named >= set(some):
        return []
    taken = ", ".join(sorted(set(some) - named))
    return [f"{line.method} /{line.route.pattern} [{line.shape.label}] as {role}: {cell.word}, took {taken}"]
