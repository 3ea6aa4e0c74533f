"""Every address there is, with values for what it takes: from the URL resolver and the published OpenAPI document."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator

from enterprises.models import Organization, Term
from matchmaking.models import Docking, Invitation, Match
from projects.models import Listing
from tests.two_worlds.cast import Cast
from tests.two_worlds.variants import DRAFT_ID
from tests.two_worlds.words import Words

# Not walked at random: what ends a session or a password, what tells the time of day, and the back office.
LEFT_OUT = re.compile(
    r"^(admin|accounts/logout|accounts/password/(change|set)|accounts/2fa|accounts/email|healthz|oauth)"
)
KINDS = ("needs", "achievements", "pilot-bases", "scenarios", "capabilities")
_TAKEN = re.compile(r"<(\w+):(\w+)>")
_SCHEME = re.compile(r"词表 (\w+)")
STRANGE = ("", "1", "0", "-1", "nonsense", "'", "%", "保密", "00000000-0000-4000-8000-00000000dead")


@dataclass
class Ids:
    """Ids that stand in addresses, by what they name; those of the secrets' listings among them, drafts too."""

    cast: Cast
    of: dict[str, list[str]] = field(default_factory=dict)

    def look_again(self) -> None:
        """As of now, in the order of the ids: what is there is the same in all worlds but for the draft."""
        rows = {
            "listings": Listing.objects.exclude(pk=DRAFT_ID),
            "organizations": Organization.objects.all(),
            "matches": Match.objects.all(),
            "dockings": Docking.objects.all(),
            "invitations": Invitation.objects.all(),
        }
        self.of = {
            name: [str(pk) for pk in found.order_by("pk").values_list("pk", flat=True)]
            for name, found in rows.items()
        }

    def one(self, chance: random.Random, address: str) -> str:
        """An id for an address: where it names a listing, often one with a secret."""
        name = next((name for name in self.of if name in address), "listings")
        if name == "listings" and chance.random() < 0.25:
            return str(chance.choice(self.cast.with_secrets))
        return chance.choice(self.of[name] or [str(DRAFT_ID)])


@dataclass
class Addresses:
    """Draws requests."""

    ids: Ids
    words: Words

    def __post_init__(self) -> None:
        self._routes = sorted(route for route in _routes(get_resolver()) if not LEFT_OUT.match(route))
        self.pages = [route for route in self._routes if not route.startswith("api/") and "^" not in route]
        paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
        self._reads = {
            path: found["get"].get("parameters", []) for path, found in paths.items() if "get" in found
        }
        self._writes = [path for path, found in paths.items() if "post" in found]
        self._codes: dict[str, list[str]] = {}
        for scheme, code in Term.objects.order_by("scheme", "code").values_list("scheme", "code"):
            self._codes.setdefault(scheme, []).append(code)

    def api(self, chance: random.Random) -> str:
        """Something to read from the API, with some of its parameters."""
        path = chance.choice(sorted(self._reads))
        given = {}
        for parameter in self._reads[path]:
            if parameter["in"] == "query" and (parameter.get("required") or chance.random() < 0.3):
                given[parameter["name"]] = self._value(chance, parameter, path)
        if chance.random() < 0.05:
            given["expand"] = "secret"
        return self._filled(chance, path.replace("{id}", "<uuid:pk>")) + _query(given)

    def page(self, chance: random.Random) -> str:
        """A page or fragment; lists with filters."""
        route = chance.choice(self.pages)
        given = {}
        if (
            route in ("<kind:kind>/", "my/", "accuracy/", "organizations/<uuid:pk>/listings/")
            or chance.random() < 0.1
        ):
            for name in ("q", "industry", "region", "state", "page", "trl_from", "mode", "own"):
                if chance.random() < 0.25:
                    given[name] = self._value(chance, {"name": name, "schema": {}}, route)
        return self._filled(chance, f"/{route}") + _query(given)

    def verb(self, chance: random.Random) -> str:
        """Something to press, of whomever it is."""
        route = chance.choice([*self._writes, *(f"/{page}" for page in self.pages)])
        return self._filled(chance, route.replace("{id}", "<uuid:pk>"))

    def _filled(self, chance: random.Random, path: str) -> str:
        def fill(found: re.Match[str]) -> str:
            if found[1] == "int":  # a row without an id of its own: its number
                return str(chance.randint(1, 9))
            return chance.choice(KINDS) if found[1] == "kind" else self.ids.one(chance, path)

        return _TAKEN.sub(fill, path)

    def _value(self, chance: random.Random, parameter: dict[str, Any], path: str) -> str:
        name, schema = parameter["name"], parameter["schema"]
        if chance.random() < 0.08:
            return chance.choice(STRANGE)
        if choices := schema.get("enum"):
            return str(chance.choice(choices))
        if schema.get("format") == "uuid":
            return self.ids.one(chance, {"owner": "organizations", "parent": "organizations"}.get(name, path))
        if name == "q":
            return " ".join(self.words.some(chance, chance.randint(1, 2)))
        if name in ("page", "page_size", "trl_min", "trl_max", "trl_from"):
            return str(chance.randint(1, 9))
        if name == "min_score":
            return str(round(chance.random(), 2))
        if schema.get("format") in ("date", "date-time"):
            return "2026-03-02" + ("T08:00:00+08:00" if schema["format"] == "date-time" else "")
        scheme = _SCHEME.search(parameter.get("description", ""))
        codes = self._codes.get(scheme[1] if scheme else name)
        return chance.choice(codes or STRANGE)


def _query(given: dict[str, str]) -> str:
    return f"?{urlencode(given)}" if given else ""


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        elif not LEFT_OUT.match(route):
            yield from _routes(pattern, route)
