"""The empty database at the newest migration that test databases are copied from.

Migrating costs some 18 s of CPU, and every process of a run needs a database of its own; a copy costs a tenth of a
second. It is kept between runs, and made anew when a migration, the settings or a locked package changes.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

_LOCK = 0x6D69677261746564  # "migrated"; of the whole server, as the session's database is `postgres`
_DIGITS = 12  # of the sum in the name; PostgreSQL's names have 63 bytes

# Autovacuum sees none of a test's rows: it would tell the planner that a table is empty while a test fills it, and a
# query then takes minutes. Nor may it move rows, for where they lie they stand in lists that nobody orders. Copies
# inherit it.
STILL = """
    do $$ declare name regclass; begin
        for name in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
            execute format('alter table %s set (autovacuum_enabled = off)', name);
        end loop;
    end $$
"""


@contextmanager
def migrated(kind: str = "migrated", before: Sequence[str] = ()) -> Iterator[str]:
    """The database's name; made first where it is missing. Until the block ends nobody else makes or drops one.

    `before`: statements that come before the first migration, of a `kind` of database kept beside the usual one.
    """
    prefix = f"duijie_{kind}_"
    name = f"{prefix}{_sum(before)}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [prefix])
        found = {row[0] for row in cursor.fetchall()}
        for old in found - {name}:
            cursor.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(old)))
        if name not in found:
            half = f"{name}_half"  # what was ended half-way does not bear the name
            cursor.execute(sql.SQL("create database {}").format(sql.Identifier(half)))
            _migrate(half, before)
            cursor.execute(
                sql.SQL("alter database {} rename to {}").format(sql.Identifier(half), sql.Identifier(name))
            )
        yield name


def _migrate(name: str, before: Sequence[str]) -> None:
    in_use = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with connection.cursor() as cursor:
            for statement in before:
                cursor.execute(statement)
        connection.close()  # what was said of the database holds from the next connection on
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(STILL)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = in_use


def _sum(before: Sequence[str]) -> str:
    """What decides how the database looks: every migration, what is installed, the versions of packages."""
    root = Path(settings.BASE_DIR)
    files = {
        root / "requirements-dev.lock",
        root / "config" / "settings.py",
        root / "config" / "kernel" / "roles.py",
    }
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(root) and ".venv" not in app.path:
            files |= set((Path(app.path) / "migrations").glob("*.py"))
    found = hashlib.sha256("\0".join([*before, STILL]).encode())
    for path in sorted(files):
        found.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:_DIGITS]
