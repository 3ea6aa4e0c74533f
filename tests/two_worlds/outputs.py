"""What stands at the end of a world outside its secret tables: rows, files, messages in the queue."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from config.kernel.models import SecretRow
from tests.two_worlds.record import queued
from tests.two_worlds.variants import DRAFT_ID


def outputs(home: Path) -> dict[str, Any]:
    """`rows`: table → its rows as text, without numbers that mean nothing; `files`: path → sha256; `queue`."""
    return {
        "rows": {model._meta.label: list(_rows(model)) for model in _public_models()},
        "files": dict(_files(home)),
        "queue": queued(),
        "invited": _invited(),
    }


def _public_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not issubclass(model, SecretRow)]


def _rows(model: type[models.Model]) -> Iterator[str]:
    """Every row without what a sequence gave it: a draft that is not there leaves a gap that nobody is shown."""
    fields = [each.attname for each in model._meta.concrete_fields if not _is_counted(each)]
    rows = (str(row) for row in model._default_manager.values_list(*fields))
    yield from sorted(row for row in rows if str(DRAFT_ID) not in row)


def _is_counted(field: Any) -> bool:
    if isinstance(field, models.ForeignKey):
        return _is_counted(field.target_field)
    return isinstance(field, models.AutoField)


def _files(home: Path) -> Iterator[tuple[str, str]]:
    """Models, indexes and what else was stored. Without the notes about which local copies were checked: they hold the
    file system's times."""
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.name != "checked.json":
            yield str(path.relative_to(home)), hashlib.sha256(path.read_bytes()).hexdigest()


def _invited() -> list[str]:
    invitation: Any = apps.get_model("matchmaking", "Invitation")
    return sorted(invitation.objects.values_list("state", flat=True))
