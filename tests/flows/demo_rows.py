"""The need and the achievement of the demo province that the flows walk with."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

PROVINCE = Path(settings.BASE_DIR) / "seeds" / "province"
WORDS = ("title", "summary", "keywords", "industries")


def first_row(name: str) -> dict[str, Any]:
    """The first row of a file of the demo province."""
    with (PROVINCE / name).open(encoding="utf-8") as file:
        row: dict[str, Any] = json.loads(file.readline())
    return row


def words_of(name: str, *more: str) -> dict[str, Any]:
    """Its words and codes, as a new listing takes them."""
    row = first_row(name)
    return {field: row[field] for field in (*WORDS, *more) if field in row}
