"""Where an error is: JSON pointers (RFC 6901, as URI fragments) into the body, or names of query parameters."""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from django.core.exceptions import NON_FIELD_ERRORS

MOST_ERRORS = 50  # in one response
LONGEST_NAME = 100  # characters of a name that came from outside
_WHOLE = {NON_FIELD_ERRORS, "non_field_errors"}


class ErrorItem(TypedDict, total=False):
    """One thing to repair: `pointer` into the body or `parameter` of the query, a stable code, a sentence."""

    pointer: str
    parameter: str
    code: str
    detail: str


def body_errors(detail: Any) -> list[ErrorItem]:
    """The nested errors of a serializer, flat."""
    return [
        ErrorItem(pointer=pointer(path), code=_code(leaf), detail=str(leaf))
        for path, leaf in _leaves(detail, ())
    ][:MOST_ERRORS]


def query_errors(detail: Any) -> list[ErrorItem]:
    """Errors of query parameters, by name."""
    return [
        ErrorItem(parameter=".".join(path)[:LONGEST_NAME], code=_code(leaf), detail=str(leaf))
        for path, leaf in _leaves(detail, ())
    ][:MOST_ERRORS]


def domain_errors(fields: Mapping[str, Any]) -> list[ErrorItem]:
    """The fields of a domain error; `targets.0.unit` names a field of a row."""
    return [
        ErrorItem(
            pointer=pointer(() if name in _WHOLE else tuple(name.split("."))),
            code="invalid",
            detail=str(text),
        )
        for name, text in fields.items()
    ][:MOST_ERRORS]


def pointer(path: tuple[str, ...]) -> str:
    """`("targets", "0", "unit")` as `#/targets/0/unit`; the whole body is `#`."""
    escaped = (part[:LONGEST_NAME].replace("~", "~0").replace("/", "~1") for part in path)
    return "".join(["#", *(f"/{part}" for part in escaped)])


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _leaves(inner, path if name in _WHOLE else (*path, str(name)))
    elif isinstance(detail, list):
        rows = any(isinstance(inner, (Mapping, list)) for inner in detail)
        for position, inner in enumerate(detail):
            yield from _leaves(inner, (*path, str(position)) if rows else path)
    else:
        yield path, detail


def _code(leaf: Any) -> str:
    return str(getattr(leaf, "code", "invalid"))
