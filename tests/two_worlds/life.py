"""A world as it is lived: each step at its own moment, with its own chances, watched and written down."""

import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from config.kernel.jobs import drain
from matchmaking.domain.market import current_market
from tests.archives import unpacked
from tests.partner import SECRET, ask_for_token
from tests.two_worlds.cast import MAILS, PARTNERS, Cast, person
from tests.two_worlds.clock import Clock
from tests.two_worlds.dice import Dice
from tests.two_worlds.record import Record
from tests.two_worlds.watch import Watch

TICK = dt.timedelta(seconds=0.1)
FRESH = 30.0  # real seconds after which the process compares its market with the database, as a worker would
VISITOR = "visitor"
DEMO_SECRET = {"demo-partner": "demo-partner-secret"}


@dataclass
class Life:
    """What the script acts through. `hidden`: whose answers differ by right, for the secret under test is theirs."""

    cast: Cast
    clock: Clock
    dice: Dice
    watch: Watch
    record: Record
    hidden: str
    number: int = 0
    requests: int = 0
    errors: list[str] = field(default_factory=list)  # answers 500 and above
    reached: set[str] = field(default_factory=set)  # addresses as the resolver names them
    clients: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    _looked: float = -FRESH

    def morning(self, day: int) -> None:
        """The next day: everybody logs in, and partners get new tokens."""
        start = self.clock.now.replace(hour=2, minute=0, second=0, microsecond=0)
        self.clock.set(start + dt.timedelta(days=1) if day else start)
        self.clients[VISITOR] = Client(raise_request_exception=False)
        for name in MAILS:
            self.clients[name] = Client(raise_request_exception=False)
            self.work(name, "logs in", lambda name=name: self.clients[name].force_login(person(name)))
        for name, client_id in PARTNERS.items():
            self.clients[name] = Client(raise_request_exception=False)
            self.renew(name, client_id)

    def renew(self, name: str, client_id: str) -> None:
        """A new token for a partner system: they last a quarter of an hour."""
        answer = self.step(
            name,
            "POST /oauth/token/",
            lambda: ask_for_token(client_id, DEMO_SECRET.get(client_id, SECRET)),
            _told,
        )
        self.tokens[name] = answer.json()["access_token"]
        self.requests += 1

    def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request as somebody of the cast. `body`: JSON for the API, a form for pages."""
        if who in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        values: dict[str, Any] = {"headers": headers}
        if body is not None:
            values["data"] = body
            if path.startswith("/api/"):
                values["content_type"] = "application/json"
        send = getattr(self.clients[who], method.lower())
        label = f"{method} {path}" + (f" {json.dumps(body, ensure_ascii=False, default=str)}" if body else "")
        answer: HttpResponse = self.step(who, label, lambda: send(path, **values), _told)
        self.requests += 1
        match = getattr(answer, "resolver_match", None)
        self.reached.add(match.route if match else "")
        if answer.status_code >= 500:
            self.errors.append(f"{label} as {who}: {answer.status_code}")
        return answer

    def jobs(self, who: str = "") -> None:
        """Carry out what is due. `who` asked for it: an owner's own run reads the owner's own rows."""
        self.work(who, "jobs", drain)

    def work(self, who: str, label: str, act: Callable[[], object]) -> None:
        """Something that is no request: a login, a job, a command."""
        self.step(who, label, act, repr)
        self._looked = -FRESH  # another index may be in force now

    def step(self, who: str, label: str, act: Callable[[], Any], told: Callable[[Any], str]) -> Any:
        self.number += 1
        self.clock.set(self.clock.now + TICK)
        # Else a page may start a thread for it, at a moment of its own.
        if time.monotonic() - self._looked > FRESH:
            self._looked = time.monotonic()
            current_market()
        self.dice.turn(self.number)  # after what the machine's speed decides
        with self.watch.step(who, label, is_owner=who == self.hidden):
            given = act()
        self.record.add(self.number, who, label, told(given))
        return given


def _told(answer: HttpResponse) -> str:
    """Status, headers, cookies and body; of a workbook what it holds."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    headers = "".join(f"{name}: {value}\n" for name, value in sorted(answer.items()))
    cookies = "".join(f"{each.output()}\n" for each in answer.cookies.values())
    return f"{answer.status_code}\n{headers}{cookies}\n{unpacked(body).decode('utf-8', 'backslashreplace')}"
