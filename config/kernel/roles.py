"""How the two database roles come to be: `manage.py migrate` makes them and gives them today's rights.

Where the login may not make roles, everything works without them, and a system check says what a superuser must do.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    InternalError,
    ProgrammingError,
    connections,
    transaction,
)

from config.kernel.secrets import PUBLIC, SECRETS, secret_tables, take_public_role, work_as_owner

_LOCK = 0x726F6C65  # one process per database at a time makes roles
_ATTEMPTS = 5
_INSUFFICIENT_PRIVILEGE = "42501"
_HINT = (
    f"As a superuser: CREATE ROLE {PUBLIC} NOLOGIN; CREATE ROLE {SECRETS} NOLOGIN; GRANT {PUBLIC}, {SECRETS} TO the "
    "login of DATABASE_URL; then run manage.py migrate."
)


def make_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make both roles if they are missing, let the login take them, and give them today's rights.

    Raises ProgrammingError when the login may not make roles, or does not own the tables.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        for role in (PUBLIC, SECRETS):
            cursor.execute("select 1 from pg_roles where rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(f"create role {role} nologin")
        cursor.execute("select session_user, quote_ident(current_schema())")
        login, schema = cursor.fetchone()
        _let_in(cursor, PUBLIC, SECRETS)
        _let_in(cursor, PUBLIC, login)
        _let_in(cursor, SECRETS, login)
        _give_rights(cursor, schema)


def _let_in(cursor: Any, role: str, member: str) -> None:
    """Make `member` a member of `role`; a superuser is one already."""
    cursor.execute("select pg_has_role(%s, %s, 'member'), quote_ident(%s)", [member, role, member])
    is_member, quoted = cursor.fetchone()
    if not is_member:
        cursor.execute(f"grant {role} to {quoted}")


def _give_rights(cursor: Any, schema: str) -> None:
    tables = ", ".join(f'"{table}"' for table in secret_tables())
    everything = "select, insert, update, delete"
    for statement in (
        f"grant usage on schema {schema} to {PUBLIC}",
        f"grant {everything} on all tables in schema {schema} to {PUBLIC}",
        f"grant usage, select, update on all sequences in schema {schema} to {PUBLIC}",
        f"revoke all on table {tables} from {PUBLIC}",
        f"grant {everything} on table {tables} to {SECRETS}",
    ):
        cursor.execute(statement)


def role_faults(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """What keeps everyday work from running without a right to secret tables; empty when nothing does."""
    tables, roles = secret_tables(), [PUBLIC, SECRETS]
    with connections[using].cursor() as cursor:
        cursor.execute("select bool_or(to_regclass(t) is null) from unnest(%s::text[]) t", [tables])
        if cursor.fetchone()[0]:  # before the first migration
            return []
        cursor.execute("select rolname from pg_roles where rolname = any(%s::text[])", [roles])
        if missing := set(roles) - {row[0] for row in cursor.fetchall()}:
            return [f"The database roles {', '.join(sorted(missing))} do not exist."]
        cursor.execute(
            "select bool_and(pg_has_role(session_user, r, 'member')) from unnest(%s::text[]) r", [roles]
        )
        if not cursor.fetchone()[0]:
            return [f"The login of this database may not take the roles {PUBLIC} and {SECRETS}."]
        cursor.execute(
            "select t from unnest(%s::text[]) t where has_table_privilege(%s, t, 'select')", [tables, PUBLIC]
        )
        if readable := [row[0] for row in cursor.fetchall()]:
            return [f"The role {PUBLIC} may read secret tables: {', '.join(readable)}."]
    return []


def check_roles(databases: Iterable[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A system check: everyday work should not be able to read secret tables."""
    return [
        CheckWarning(
            f"{fault} Secret texts are kept apart by the code alone, not by the database as well.",
            hint=_HINT,
            id="duijie.W001",
        )
        for alias in (databases or () if settings.DATABASE_ROLES else ())
        for fault in role_faults(alias)
    ]


def give_rights_after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of post_migrate. Roles belong to the whole cluster and the lock to one database: of two migrations at
    once one may have to try again."""
    for _attempt in range(_ATTEMPTS if settings.DATABASE_ROLES else 0):
        try:
            make_roles(using)
        except (ProgrammingError, IntegrityError, InternalError) as error:
            if getattr(error.__cause__, "sqlstate", "") == _INSUFFICIENT_PRIVILEGE:
                return  # the check tells what to do
            time.sleep(0.1)
        else:
            return


def take_rights_before_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of pre_migrate: tables are changed by their owner."""
    work_as_owner(using)


def take_role_when_connected(connection: Any, **_kwargs: Any) -> None:
    """Receiver of connection_created."""
    if settings.DATABASE_ROLES:
        take_public_role(connection)
