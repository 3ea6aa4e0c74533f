"""The profiles of the demo province's labs, written from seeds/province through the verbs their own people use."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from enterprises.actors import actor_for_operation
from enterprises.domain.demo import read_rows
from enterprises.domain.profile_entries import EDITABLE, add_entry
from enterprises.models import ENTRY_MODELS, Organization

OPERATION = "演示数据"
_KEYS = {"researchers": "name", "equipment": "name", "publications": "title", "patents": "title"}


def load_profiles(folder: Path, organizations: Mapping[str, Organization]) -> int:
    """Write the lines that are not there yet; returns how many are new."""
    written = 0
    with transaction.atomic():
        for row in read_rows(folder / "lab_profiles.jsonl"):
            model, lab, key = ENTRY_MODELS[row["kind"]], organizations[row["lab"]], _KEYS[row["kind"]]
            if model._default_manager.filter(organization=lab, **{key: row[key]}).exists():
                continue
            values = {name: row[name] for name in EDITABLE[model] if name in row}
            add_entry(model, lab, values, by=actor_for_operation(OPERATION, lab))
            written += 1
    return written
