"""The one place that moves a state: guarded by a table, safe against races, recorded in an append-only row."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, LostRace


class Doer(Protocol):
    """Who does something: a person, a partner's application, or the system itself."""

    @property
    def user_id(self) -> UUID | None: ...

    @property
    def label(self) -> str: ...


class _System:
    user_id = None
    label = gettext_noop("系统")


SYSTEM: Doer = _System()
StateTable = Mapping[str, frozenset[str]]
Stateful = TypeVar("Stateful", bound=models.Model)


def move(
    obj: Stateful,
    new: str,
    *,
    table: StateTable,
    by: Doer,
    note: str = "",
    changes: Mapping[str, Any] | None = None,
    recorded: Mapping[str, Any] | None = None,
) -> Stateful:
    """Move `obj` (with `state` and `transitions`) to `new` and write its transition row, both or neither.

    1. The table must know the move. 2. One UPDATE carries the old state, so of two racing callers exactly one wins.
    3. `changes` are column values that belong to the move and are written by the same UPDATE. 4. `recorded` are columns
    that this kind of transition row has beside those of every other.

    Raises IllegalTransition when the table does not allow the move, LostRace when another caller was faster.
    """
    old: str = obj.state  # type: ignore[attr-defined]
    if new not in table.get(old, frozenset()):
        labels = {"old": _state_label(obj, old), "new": _state_label(obj, new)}
        raise IllegalTransition(_("不能从“%(old)s”变为“%(new)s”。") % labels)
    values = dict(changes or {})
    # The table that holds `state`: through a child model Django would read the ids first and update them later,
    # and the old state would guard nothing.
    holder = obj._meta.get_field("state").model
    with transaction.atomic():
        won = holder._default_manager.filter(pk=obj.pk, state=old).update(state=new, **values)
        if won != 1:
            raise LostRace()
        obj.transitions.create(  # type: ignore[attr-defined]
            old=old, new=new, note=note, by_user_id=by.user_id, by_label=by.label, **(recorded or {})
        )
    for name, value in {"state": new, **values}.items():
        setattr(obj, name, value)
    return obj


def _state_label(obj: models.Model, state: str) -> str:
    choices = dict(obj._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    return str(choices.get(state, state))
