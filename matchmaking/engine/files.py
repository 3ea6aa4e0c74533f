"""Needs, achievements and pairs from files a person wrote (JSONL and CSV, UTF-8); errors say how to mend them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import InputError
from .types import Card

TEXT_FIELDS = ("summary", "description", "text")
PAIR_COLUMNS = ("need_id", "achievement_id")

_SEPARATORS = re.compile(r"[,;，；、]\s*")


def read_cards(path: Path) -> list[Card]:
    """One card per line: id and title, and where known description, text or summary, keywords, industries,
    region, trl, modes, budget, owner. Other fields are ignored. InputError names the line and the repair.
    """
    cards: dict[str, Card] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path} line {number}"
        card = _card(_object(line, where), where)
        if card.id in cards:
            raise InputError(f"{where}: id {card.id!r} is already used above; give each row an id of its own")
        cards[card.id] = card
    if not cards:
        raise InputError(f"{path} is empty; give one JSON object per line with at least id and title")
    return list(cards.values())


def read_pairs(path: Path, need_ids: set[str], achievement_ids: set[str]) -> list[tuple[str, str]]:
    """The (need id, achievement id) of each row of a CSV file with these columns; other columns are ignored."""
    return [
        (need, achievement) for need, achievement, _row, _line in _pair_rows(path, need_ids, achievement_ids)
    ]


def read_judgements(path: Path, need_ids: set[str], achievement_ids: set[str]) -> dict[str, dict[str, int]]:
    """need id → achievement id → level 1 to 4, from a CSV file with need_id, achievement_id and level."""
    levels: dict[str, dict[str, int]] = {}
    for need, achievement, row, line in _pair_rows(path, need_ids, achievement_ids):
        level = (row.get("level") or "").strip()
        if level not in ("1", "2", "3", "4"):
            raise InputError(
                f"{path} line {line}: level is {level!r}; write 1 (unrelated) to 4 (strongly related)"
            )
        levels.setdefault(need, {})[achievement] = int(level)
    return levels


def _pair_rows(
    path: Path, need_ids: set[str], achievement_ids: set[str]
) -> Iterator[tuple[str, str, dict[str, str | None], int]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    missing = [name for name in PAIR_COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path}: the first line must name the columns need_id and achievement_id; add {missing[0]}"
        )
    for row in reader:
        ids = []
        for name, known in zip(PAIR_COLUMNS, (need_ids, achievement_ids), strict=True):
            id = (row[name] or "").strip()
            if id not in known:
                kind = name.removesuffix("_id")
                raise InputError(
                    f"{path} line {reader.line_num}: there is no {kind} with id {id!r}; correct the id"
                )
            ids.append(id)
        yield ids[0], ids[1], row, reader.line_num


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; check the name") from None


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where} is not JSON ({error}); write one object per line") from None
    if not isinstance(row, dict):
        raise InputError(f'{where} is not a JSON object; write {{"id": …, "title": …}}')
    return row


def _card(row: dict[str, Any], where: str) -> Card:
    return Card(
        id=_required(row, "id", where),
        title=_required(row, "title", where),
        text="\n".join(text for name in TEXT_FIELDS if (text := _string(row, name, where))),
        keywords=_strings(row, "keywords", where),
        owner=_string(row, "owner", where),
        industries=_strings(row, "industries", where),
        region=_string(row, "region", where),
        trl=_integer(row, "trl", where),
        modes=_strings(row, "modes", where),
        budget=_integer(row, "budget", where),
    )


def _required(row: dict[str, Any], name: str, where: str) -> str:
    value = _string(row, name, where)
    if not value:
        raise InputError(f"{where}: {name} is missing or empty; give it a text")
    return value


def _string(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"{where}: {name} must be a text; put it in quotation marks")
    return str(value).strip()


def _strings(row: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = row.get(name)
    if isinstance(value, str):
        value = _SEPARATORS.split(value)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
        raise InputError(f'{where}: {name} must be a list of texts; write ["…", "…"]')
    return tuple(text for item in value if (text := str(item).strip()))


def _integer(row: dict[str, Any], name: str, where: str) -> int | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        number = int(float(value)) if not isinstance(value, bool) else -1
    except (TypeError, ValueError, OverflowError):
        number = -1
    if number < 0:
        raise InputError(f"{where}: {name} is {value!r}; give a whole number from 0, or leave it out")
    return number
