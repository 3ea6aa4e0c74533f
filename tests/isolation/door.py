"""Requests as a role sends them, answered by the whole stack of middleware and views in this process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import dumps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import encode_multipart

from tests.archives import unpacked
from tests.isolation.world import World

BOUNDARY = "walk"
FORM, JSON = f"multipart/form-data; boundary={BOUNDARY}", "application/json"
LOGIN = "/accounts/login/"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Ask:
    """One request. `body`: form fields, or the object of a JSON body."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back; `status` is the code, or `login` when one is sent to the login page."""

    code: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def status(self) -> str:
        place = dict(self.headers).get("Location", "")
        return "login" if self.code == 302 and place.startswith(LOGIN) else str(self.code)

    @property
    def everything(self) -> bytes:
        """Headers and body, for looking into; of an archive what it holds."""
        head = b"\n".join(f"{name}: {value}".encode() for name, value in self.headers)
        return head + b"\n\n" + unpacked(self.body)


class _Environ(RequestFactory):
    """Builds the WSGI environment of a request instead of the request."""

    def request(self, **request: Any) -> dict[str, Any]:
        return self._base_environ(**request)


class Door:
    """Sends requests of the roles of a world."""

    def __init__(self, world: World) -> None:
        self._world, self._factory, self._handler = world, _Environ(), BaseHandler()
        self._handler.load_middleware()

    def ask(self, role: str, ask: Ask, *, with_csrf: bool = True) -> Answer:
        """The answer to a role's request; `with_csrf=False` leaves out the token that a browser's form carries."""
        request = WSGIRequest(self._environ(role, ask))
        request._dont_enforce_csrf_checks = with_csrf  # type: ignore[attr-defined]  # as the test client has it
        return _answer(self._handler.get_response(request))

    def _environ(self, role: str, ask: Ask) -> dict[str, Any]:
        headers = dict(ask.headers)
        if token := self._world.tokens.get(role):
            headers["Authorization"] = f"Bearer {token}"
        self._factory.cookies.clear()
        if cookie := self._world.cookies.get(role):
            self._factory.cookies[settings.SESSION_COOKIE_NAME] = cookie
        path = f"{ask.path}?{urlencode(ask.query, doseq=True)}" if ask.query else ask.path
        data, kind = _encoded(ask)
        return self._factory.generic(ask.method, path, data, kind, headers=headers)


def _encoded(ask: Ask) -> tuple[Any, str]:
    if ask.json and not any(hasattr(value, "read") for value in (ask.body or {}).values()):
        return (b"" if ask.body is None else dumps(ask.body).encode()), JSON
    if ask.method in UNSAFE:
        return encode_multipart(BOUNDARY, dict(ask.body or {})), FORM
    return b"", "application/octet-stream"


def _answer(response: HttpResponse) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
    return Answer(response.status_code, (*response.items(), *cookies), body)
