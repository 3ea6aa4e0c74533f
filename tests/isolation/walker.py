"""One cell: a request in a transaction of its own that is looked at and rolled back."""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import override_settings
from rest_framework.settings import api_settings

from config.kernel.models import Job
from enterprises.domain.vocabulary import forget_terms
from enterprises.models import Organization
from matchmaking.domain.market import current_market, forget_market
from tests.isolation.canaries import READERS, seen_in
from tests.isolation.cast import ROLES
from tests.isolation.cells import Line
from tests.isolation.changes import Ledger
from tests.isolation.door import Answer, Ask, Door
from tests.isolation.shapes import NONE, Ids
from tests.isolation.stage import HASHERS
from tests.isolation.world import World

NO_LIMIT = None  # how often one may ask is not what is walked here
KEPT_IN_MEMORY = {
    "projects_listing",
    "enterprises_organization",
    "enterprises_term",
    "matchmaking_matchmodel",
}


@dataclass(frozen=True)
class Cell:
    """What one role got: the status, which tables changed, canaries that were not meant for it, an error's trace."""

    status: str
    changed: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    error: str = ""

    @property
    def word(self) -> str:
        """As it stands in the table: `200`, or `302+` when rows changed."""
        return self.status + ("+" if self.changed else "")


@dataclass
class Walker:
    """Sends requests on one copy of the stage. Errors of the server and lines of the log are caught as they come."""

    world: World
    errors: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door, self.ledger = Door(self.world), Ledger()
        self._open_the_market()

    def _open_the_market(self) -> None:
        """Raises RuntimeError where its stored model is not at hand: some reader's request would then fit another."""
        with transaction.atomic():
            self.ledger.begin()
            current_market()
            if changed := self.ledger.changed():
                raise RuntimeError(f"opening the market changed {', '.join(changed)}: see stage.at_home")

    def cell(self, line: Line, role: str, *, with_csrf: bool = True, **headers: str) -> tuple[Cell, Answer]:
        """Ask for one cell of the table."""
        ask = line.ask(self.world, role, **headers)
        return self.look(
            role, ask, with_csrf=with_csrf, suspended=self._given(line, role), opens=line.shape.opens
        )

    def look(
        self,
        role: str,
        ask: Ask,
        *,
        with_csrf: bool = True,
        suspended: tuple[str, str] | None = None,
        opens: str = "",
        also: Callable[[tuple[str, ...]], Iterable[str]] | None = None,
    ) -> tuple[Cell, Answer]:
        """Ask, look, take back. `suspended`: (id, state) of an organization that is put into a state beforehand;
        `opens`: the kind of canary that staff are shown when the answer is 200; `also`: what else to look at before
        it is taken back, given the tables that changed; it says what is wrong."""
        self.errors.clear()
        self.log.clear()
        mail.outbox = []
        with transaction.atomic():
            self.ledger.begin()
            if suspended:
                pk, state = suspended
                Organization.objects.filter(pk=pk).update(state=state)
                self.ledger.prepared()
            answer = self.door.ask(role, ask, with_csrf=with_csrf)
            broken = transaction.get_connection().needs_rollback
            changed = () if broken else self.ledger.changed()
            back = suspended is not None and suspended[0] == self.world.tenants["S"]
            leaks = self._leaks(role, answer, changed, opens, back)
            if also is not None and changed:
                leaks += tuple(also(changed))
            transaction.set_rollback(True)
        if suspended or broken or KEPT_IN_MEMORY & set(changed):
            forget_market()
            forget_terms()
        return Cell(answer.status, changed, leaks, "\n".join(self.errors)), answer

    def _given(self, line: Line, role: str) -> tuple[str, str] | None:
        """The organization of the request, and the state that its verb needs."""
        if not line.shape.given or line.position == NONE:
            return None
        ids = Ids(self.world, role, line.position)
        return ids.tested(line.shape, line.route), line.shape.given

    def _leaks(
        self, role: str, answer: Answer, changed: tuple[str, ...], opens: str, back: bool
    ) -> tuple[str, ...]:
        opened = opens if answer.code == 200 and ROLES[role].group else ""
        found = [f"{name} in the answer" for name in not_for(role, answer.everything, opened, back=back)]
        texts = {
            "the log": "\n".join(self.log),
            "a mail": "\n".join(str(each.message()) for each in mail.outbox),
        }
        if "kernel_job" in changed:
            texts["a job"] = str(list(Job.objects.order_by("-pk").values_list("payload", flat=True)[:5]))
        for where, text in texts.items():
            found += [f"{tenant}'s {what} in {where}" for tenant, what in sorted(seen_in(text.encode()))]
        return tuple(found)


def not_for(role: str, text: bytes, opened: str = "", *, back: bool = False) -> list[str]:
    """Canaries in a text that the role may not read, those of the kind `opened` aside; see may_read for `back`."""
    return [
        f"{tenant}'s {what}"
        for tenant, what in sorted(seen_in(text))
        if what != opened and not READERS[what] & ROLES[role].may_read(tenant, back=back)
    ]


class _Memory(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


@contextmanager
def walker_on(world: World) -> Iterator[Walker]:
    """A walker on the database in use, with limits and slow hashes out of the way and an ear at the log."""
    rates: Any = api_settings.DEFAULT_THROTTLE_RATES
    before = dict(rates)
    rates.update(dict.fromkeys(rates, NO_LIMIT))
    walker = Walker(world)

    def remember(**_kwargs: Any) -> None:
        walker.errors.append(traceback.format_exc())

    loggers = [logging.getLogger(), logging.getLogger("django"), logging.getLogger("django.server")]
    handlers = [each.handlers for each in loggers]
    for each in loggers:
        each.handlers = []
    loggers[0].handlers = [_Memory(walker.log)]
    got_request_exception.connect(remember)
    try:
        with override_settings(
            PASSWORD_HASHERS=HASHERS,
            ACCOUNT_RATE_LIMITS=False,
            DEBUG=False,
            ALLOWED_HOSTS=["testserver"],
            EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        ):
            yield walker
    finally:
        got_request_exception.disconnect(remember)
        for each, kept in zip(loggers, handlers, strict=True):
            each.handlers = kept
        rates.update(before)
