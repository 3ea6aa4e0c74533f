"""Requests to the WSGI application in this process, as a browser or a partner system of one role sends them."""

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from oauth2_provider.models import AccessToken

from config.wsgi import application
from enterprises.domain.demo_credentials import CLIENT_ID
from enterprises.models import PartnerApplication, User

HOST = "127.0.0.1"
LOGINS = {
    "enterprise": "enterprise@example.com",
    "lab": "lab@example.com",
    "broker": "broker@example.com",
    "administrator": "admin@example.com",
}


@dataclass
class Answer:
    """What came back, whole."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Door:
    """One role's way in: the headers that say who it is, and where it begins."""

    headers: dict[str, str]
    starts: tuple[str, ...]

    def get(self, address: str, *, fragment: bool = False) -> Answer:
        """One request from the first byte to the last of the answer."""
        parts = urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_HOST": HOST,
            "HTTP_ACCEPT_LANGUAGE": "zh-hans",
            "wsgi.input": io.BytesIO(),
            **self.headers,
            **({"HTTP_HX_REQUEST": "true"} if fragment else {}),
        }
        setup_testing_defaults(environ)
        answer = Answer()

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            answer.status, answer.headers = int(status.split()[0]), dict(headers)

        found = application(environ, start)  # type: ignore[arg-type]
        try:
            answer.body = b"".join(found)
        finally:
            found.close()
        return answer


def roles() -> dict[str, Door]:
    """A visitor, the four people of the demo, and its partner system."""
    pages = ("/", "/needs/", "/achievements/", "/pilot-bases/", "/scenarios/", "/allocations/", "/accuracy/")
    inside = ("/my/", "/dockings/", "/transfer-projects/", "/bookings/", "/applications/", "/my/notices/")
    staff = ("/review/", "/figures/", "/admin/")
    found = {"visitor": Door({}, pages)}
    for role, email in LOGINS.items():
        cookie = f"{settings.SESSION_COOKIE_NAME}={_session(User.objects.get(email=email))}"
        more = staff if role in {"broker", "administrator"} else ()
        found[role] = Door({"HTTP_COOKIE": cookie}, (*pages, *inside, *more))
    return {**found, "partner": Door({"HTTP_AUTHORIZATION": f"Bearer {_token()}"}, ())}


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _token() -> str:
    token = "bench-pages"
    row = {"scope": "read write", "expires": timezone.now() + dt.timedelta(days=1)}
    partner = PartnerApplication.objects.get(client_id=CLIENT_ID)
    AccessToken.objects.update_or_create(token=token, defaults={**row, "application": partner})
    return token
