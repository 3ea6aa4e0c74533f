"""Whose rows a request has changed: tenant and person of every row, before the request and after it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from config.kernel.secrets import secrets_open
from enterprises.models import Organization, User
from tests.isolation.cast import ROLES
from tests.isolation.world import World
from tests.tamper.strangers import writes_for

# Who wrote a row down is not whose row it is.
AUTHORS = {"by_user", "created_by", "read_by", "reader", "grader", "content_type"}
DEEPEST = 6  # foreign keys from a row to its tenant: a step of a road is five away
# What tied administrators say of themselves: the wish to judge a match, and the tie.
OWN_WORDS = {"matchmaking_conflictoverride", "enterprises_declaredtie"}
# What a listing said when somebody acted on a match with it: the record is of the act, whoever acts.
ON_RECORD = {"projects_listingversion"}
ROW = "select {pk} from {table} where xmin::text::bigint >= pg_current_xact_id()::text::bigint"
Parties = frozenset[str]


class Ownership:
    """Knows the parties of every row before anything was tried."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._letters = {id: letter for letter, id in world.tenants.items()}
        self._models = {
            model._meta.db_table: (model, _paths(model)) for model in apps.get_models() if _paths(model)
        }
        self._known = set(world.tenants.values()) | {
            str(pk) for pk in User.objects.values_list("pk", flat=True)
        }
        with secrets_open():  # the role of everyday work may not look at all tables
            self._before = {table: self._parties(table) for table in self._models}

    def trespasses(self, role: str, tables: tuple[str, ...]) -> list[str]:
        """Sentences about rows of others that the transaction in progress has changed."""
        with secrets_open():
            return [
                f"a row of {'/'.join(sorted(self._name(each) for each in parties))} in {table} was changed"
                for table in tables
                if table in self._models and table not in ON_RECORD
                for parties in self._touched(table)
                if self._is_foreign(role, table, parties & self._known)
            ]

    def _touched(self, table: str) -> Iterator[Parties]:
        """Of each row that was written, changed or deleted: its parties, before and after."""
        before, after = self._before[table], self._parties(table)
        written = _written(self._models[table][0])
        for pk in written | (before.keys() - after.keys()):
            yield from {each for each in (before.get(pk), after.get(pk)) if each is not None}

    def _is_foreign(self, role: str, table: str, parties: Parties) -> bool:
        if ROLES[role].group:  # staff work on everybody's rows, but not on those of who they are tied to
            tied = {self._world.tenants[letter] for letter in ROLES[role].memberships}
            return bool(parties & tied) and table not in OWN_WORDS
        mine = {self._world.tenants[letter] for letter in writes_for(role)} | {
            self._world.people.get(role, "")
        }
        return bool(parties) and not parties & mine

    def _parties(self, table: str) -> dict[str, Parties]:
        model, paths = self._models[table]
        rows = model._default_manager.values_list("pk", *paths)
        return {str(pk): frozenset(str(each) for each in found if each is not None) for pk, *found in rows}

    def _name(self, id: str) -> str:
        people = {pk: name for name, pk in self._world.people.items()}
        return self._letters.get(id) or people.get(id) or "somebody"


def _written(model: type[Model]) -> set[str]:
    """Primary keys of the rows that the transaction in progress has inserted or changed; inner savepoints have higher
    numbers than the transaction."""
    quote = connection.ops.quote_name
    statement = ROW.format(pk=quote(model._meta.pk.column), table=quote(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {str(pk) for (pk,) in cursor.fetchall()}


def _paths(model: type[Model], depth: int = DEEPEST) -> list[str]:
    """Lookups that lead from a row to the organizations and people it is about."""
    if issubclass(model, Organization | User):
        return ["pk"]
    found = []
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.name not in AUTHORS and depth:
            related: Any = field.related_model
            found += [f"{field.name}__{path}" for path in _paths(related, depth - 1)]
    return found
