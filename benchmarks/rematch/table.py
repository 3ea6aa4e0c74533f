"""The match table as one number: equal exactly when every match is the same in every column."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from matchmaking.models import Match

APART = {"id", "run", "created"}  # what differs between two runs that find the same


def digest() -> str:
    """sha256 over all rows in the order of their pairs."""
    columns = [field.attname for field in Match._meta.concrete_fields if field.name not in APART]
    found = hashlib.sha256()
    rows = Match.objects.order_by("wanted_id", "offered_id").values_list(*columns)
    for row in rows.iterator(chunk_size=2_000):
        found.update(json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True).encode())
    return found.hexdigest()
