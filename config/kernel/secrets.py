"""Secret tables: everyday work has no right to them, a short block that says so has (docs/adr/0016)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from config.kernel.models import SecretRow

PUBLIC = "duijie_public"  # what every connection of web and worker works as
SECRETS = "duijie_secrets"
# The role is taken only in a database whose rights have been given, by a login that may take it.
_TAKE = """
    select set_config('role', rolname, false) from pg_roles
    where rolname = %s and pg_has_role(session_user, oid, 'member')
      and has_table_privilege(oid, to_regclass('django_migrations'), 'insert')
"""


@contextmanager
def secrets_open(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Within the block, which is a transaction, secret tables can be read and written.

    Keep the block short, and evaluate queries inside it: everything else in it has the right as well.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("select current_setting('role')")
        before = cursor.fetchone()[0]
        if before not in (PUBLIC, SECRETS):  # the roles are not made: the login itself may read
            yield
            return
        # undone with the savepoint when the block fails
        cursor.execute("select set_config('role', %s, true)", [SECRETS])
        yield
        cursor.execute("select set_config('role', %s, true)", [before])


def work_as_public(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Give the connection the role PUBLIC, where it exists and has its rights; says whether it has."""
    return settings.DATABASE_ROLES and take_public_role(connections[using])


def take_public_role(connection: BaseDatabaseWrapper) -> bool:
    """The same for a connection in hand."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [PUBLIC])
        return cursor.fetchone() is not None


def work_as_owner(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give the connection the rights of its login back: for migrations and for emptying tables."""
    with connections[using].cursor() as cursor:
        cursor.execute("set role none")


def secret_tables() -> list[str]:
    """Names of the tables of all SecretRow models."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, SecretRow))
