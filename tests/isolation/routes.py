"""Every address of the service, from the resolver: as a person reads it, and as a path with ids in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from projects.choices import ListingKind

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
PLURALS: Mapping[str, str] = {"capability": "capabilities"}
# Parameters that are no ids: what stands in their place. A list means: each of them is an address of its own.
WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(PLURALS.get(kind, kind.replace("_", "-") + "s") for kind in ListingKind.values),
    "app_label": ("matchmaking", "auth"),
    "url": ("nowhere/",),
    "key": ("no-such-key",),
    "uidb36": ("0",),
    "content_type_id": ("1",),
}
IDS = (
    "pk",
    "object_id",
    "id",
    "person",
    "other",
    "document",
)  # the first in an address names the row that shapes speak of


@dataclass(frozen=True)
class Route:
    """`pattern` is the line of the table; `template` the path with `{pk}` where the id of that name goes."""

    pattern: str
    template: str
    name: str
    ids: tuple[str, ...] = ()

    @property
    def takes_id(self) -> bool:
        return bool(self.ids)

    @property
    def part(self) -> str:
        """api, admin, accounts or pages: what its bodies and refusals look like."""
        head = self.pattern.split("/")[0]
        return head if head in {"api", "admin", "accounts", "oauth"} else "pages"

    def path(self, ids: Mapping[str, str]) -> str:
        path = self.template
        for name in self.ids:
            path = path.replace(f"{{{name}}}", ids[name])
        return f"/{path}"


def all_routes() -> list[Route]:
    """Each address once. Raises LookupError for a parameter it has no word for."""
    found = {(route.pattern, route.template): route for route in _walk(get_resolver().url_patterns, "", "")}
    return sorted(found.values(), key=lambda route: (route.part, route.pattern, route.template))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Route]:
    for each in patterns:
        text = prefix + _readable(each)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, text, inner)
        else:
            yield from _routes(text, f"{space}{each.name or ''}")


def _readable(each: URLPattern | URLResolver) -> str:
    """A route as it is written; a regular expression with its groups as `<name>`."""
    text = str(each.pattern)
    if isinstance(each.pattern, RoutePattern):
        return text
    if not text:  # matches whatever else comes
        return "nowhere/"
    return NAMED_GROUP.sub(r"<\1>", text).strip("^$").removesuffix("$").replace("^", "")


def _routes(pattern: str, name: str) -> Iterator[Route]:
    """One route per word of a parameter that is no id."""
    templates, ids = [pattern or ""], list[str]()
    for match in PARAMETER.finditer(pattern):
        parameter = match[2]
        if parameter not in IDS and parameter not in WORDS:
            raise LookupError(
                f"/{pattern} has a parameter <{parameter}> that tests/isolation/routes.py does not know: "
                "add it to IDS if it is the id of a row, to WORDS with what may stand there if it is not"
            )
        if parameter in IDS:
            ids.append(parameter)
        words = (f"{{{parameter}}}",) if parameter in IDS else WORDS[parameter]
        templates = [each.replace(match[0], word) for each in templates for word in words]
    for template in templates:
        shown = template.replace("{", "<").replace("}", ">")
        yield Route(shown or "/", template, name, tuple(ids))
