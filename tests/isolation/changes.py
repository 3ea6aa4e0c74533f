"""Which tables a request changed: next to nothing to ask when it changed none.

A transaction that wrote nothing was given no number; one that was is looked at closely, because locking a row takes a
number too, and because counters also count what an inner rollback took back.
"""

from django.db import connection

from config.kernel.secrets import secrets_open

READINGS = {
    "enterprises_contactreading"
}  # that one of the staff looked: looking leaves it, and changes nothing
NUMBERED = "select pg_current_xact_id_if_assigned() is not null"
TOUCHED = """
    select relname from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0 order by relname
"""
DIGEST = "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"


class Ledger:
    """Knows the content of every table before the walk; asked inside the transaction of one request."""

    def __init__(self) -> None:
        with secrets_open():
            tables = connection.introspection.table_names()
            self._before = {table: _digest(table) for table in tables}
        self._prepared: dict[str, str] = {}

    def begin(self) -> None:
        """A new transaction."""
        self._prepared = {}

    def prepared(self) -> None:
        """What was changed so far in this transaction is how things stand before the request."""
        with secrets_open():
            self._prepared = {table: _digest(table) for table in _touched()}

    def changed(self) -> tuple[str, ...]:
        """Names of the tables whose rows now differ, in this transaction."""
        with connection.cursor() as cursor:
            cursor.execute(NUMBERED)
            if cursor.fetchone() == (False,):
                return ()
        before = self._before | self._prepared
        with secrets_open():  # the role of everyday work may not look at all tables
            return tuple(table for table in sorted(_touched() - READINGS) if _digest(table) != before[table])


def _touched() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        return {name for (name,) in cursor.fetchall()}


def _digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(DIGEST.format(connection.ops.quote_name(table)))
        return str(cursor.fetchone()[0])
