"""A clock that stands still, in Python and in PostgreSQL, until the script moves it.

PostgreSQL's functions are covered by others of the same name in a schema that is searched before pg_catalog. Defaults
of columns are bound to a function when the table is made: the schema must be there before the first migration.
"""

import datetime as dt

import time_machine
from django.db import connection

START = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)  # ten in the morning in Lanzhou
# Not earlier than the schema in the path: new tables go into the first schema that is named.
SEARCH_PATH = "public, frozen, pg_catalog"
SCHEMA = [
    f"do $$ begin execute format('alter database %I set search_path = {SEARCH_PATH}', current_database()); end $$",
    "create schema frozen",
    "create table frozen.clock (moment timestamptz not null)",
    f"insert into frozen.clock values ('{START.isoformat()}')",
    *(
        f"create function frozen.{name}() returns timestamptz language sql stable "
        "as 'select moment from frozen.clock'"
        for name in ("now", "statement_timestamp", "transaction_timestamp", "clock_timestamp")
    ),
    "grant usage on schema frozen to public",
    "grant select, update on frozen.clock to public",
]


class Clock:
    """The only clock there is."""

    def __init__(self) -> None:
        self.now = START
        self._held = time_machine.travel(START, tick=False)
        self._coordinates = self._held.start()

    def set(self, moment: dt.datetime) -> None:
        self.now = moment
        self._coordinates.move_to(moment, tick=False)
        with connection.cursor() as cursor:
            cursor.execute("update frozen.clock set moment = %s", [moment])
