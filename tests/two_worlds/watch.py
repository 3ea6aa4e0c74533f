"""Who touches a secret table: every statement that names one, and what PostgreSQL itself counts."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from config.kernel.secrets import secret_tables
from projects.models import Listing
from tests.two_worlds.cast import organizations_of

_COUNT = """
    select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) from pg_stat_user_tables
    where relname = any(%s)
"""


def ids_in(params: Any) -> set[UUID]:
    """Every id among the parameters of a statement, also of one that writes many rows."""
    found = set()
    for value in params if isinstance(params, (list, tuple)) else ():
        if isinstance(value, (list, tuple)):
            found |= ids_in(value)
        elif isinstance(value, UUID):
            found.add(value)
        elif isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", value):
            found.add(UUID(value))
    return found


@dataclass
class Watch:
    """`scans` of secret tables by work for others, `own_scans` by work of an owner on what is theirs, and `faults`."""

    scans: int = 0
    own_scans: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tables = secret_tables()
        self._seen: list[tuple[str, set[UUID]]] = []
        self._counted = self._count()

    @contextlib.contextmanager
    def step(self, who: str, label: str, *, is_owner: bool) -> Iterator[None]:
        """Look at one step. Who is not the owner of the secret under test may touch rows of their own listings, by
        their ids, and no others."""
        self._seen.clear()
        with connection.execute_wrapper(self._look):
            yield
        statements, scans = list(self._seen), self._take()
        if not statements and not is_owner:
            self.scans += scans
            if scans:
                self.faults.append(f"{label} as {who}: {scans} scans of a secret table without a statement")
            return
        self.own_scans += scans
        if not is_owner:
            self.faults += [
                f"{label} as {who}: {sql}" for sql, ids in statements if not self._is_own(who, ids, sql)
            ]

    def _look(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(table in sql for table in self._tables):
            self._seen.append((sql[:300], ids_in(params)))
        return execute(sql, params, many, context)

    def _is_own(self, who: str, ids: set[UUID], sql: str) -> bool:
        """A match stands between one's own listing and another's; every other secret row is of one's own alone."""
        own = Listing.objects.filter(pk__in=ids, owner__in=organizations_of(who)).count()
        listed = Listing.objects.filter(pk__in=ids).count()
        return own > 0 and (own == listed or "secretmatch" in sql)

    def _take(self) -> int:
        before, self._counted = self._counted, self._count()
        return self._counted - before

    def _count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("select pg_stat_force_next_flush()")
            cursor.execute(_COUNT, [self._tables])
            return int(cursor.fetchone()[0])
