"""The reviewed table: one line per address, method, request and whose id; one column per role.

Lines with the same cells are one line: of several owners of the id, then of several requests, then of several methods
of an address, written `own|other|none`.
"""

import csv
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

from tests.isolation.cast import ROLES

PATH = Path(__file__).with_name("matrix.csv")
HEAD = ["address", "method", "request", "id"]
Key = tuple[str, str, str, str]
Cells = Mapping[tuple[Key, str], str]
_METHOD, _REQUEST, _ID = 1, 2, 3


def read() -> dict[tuple[Key, str], str]:
    """Every cell of the file."""
    found = {}
    with PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for method, request, position in product(*(row[column].split("|") for column in HEAD[1:])):
                for role in ROLES:
                    found[(row["address"], method, request, position), role] = row[role]
    return found


def write(cells: Cells) -> int:
    """Write the cells of the addresses they speak of, as few lines as tell them, and keep the file's other lines.

    Returns the number of lines.
    """
    walked = {key[0] for key, _role in cells}
    kept = {place: word for place, word in read().items() if place[0][0] not in walked}
    every = {**kept, **cells}
    words = {key: tuple(every[key, role] for role in ROLES) for key, _role in every}
    lines = sorted(words.items(), key=lambda line: line[0][0])  # of one address in the order of the walk
    for column in (_ID, _REQUEST, _METHOD):
        lines = _joined(lines, column)
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*HEAD, *ROLES])
        writer.writerows([*key, *row] for key, row in lines)
    return len(lines)


def _joined(lines: list[tuple[Key, tuple[str, ...]]], column: int) -> list[tuple[Key, tuple[str, ...]]]:
    """Lines that differ in one column of the key only, as one."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for key, row in lines:
        groups.setdefault(((*key[:column], *key[column + 1 :]), row), []).append(key[column])
    found = []
    for (rest, row), parts in groups.items():
        key = (*rest[:column], "|".join(parts), *rest[column:])  # type: ignore[index]
        found.append((key, row))
    return found


def differences(
    expected: Cells, found: Cells, keys: Iterable[Key], changed: Mapping[tuple[Key, str], tuple[str, ...]]
) -> list[str]:
    """What a person has to look at: cells that are not as the table says, and those it does not know.

    `keys`: every line there is; those that only the table has are told too. `changed`: the tables a cell changed.
    """
    said = []
    for (key, role), word in found.items():
        place = f"{key[1]} /{key[0]} [{key[2]}] id={key[3]} as {role}"
        if (key, role) not in expected:
            said.append(
                f"{place}: {word}, and the table has no such line; ./run classify_urls {key[0]}, then read it"
            )
        elif expected[key, role] != word:
            tables = ", ".join(changed.get((key, role), ())) or "nothing"
            said.append(f"{place}: {word} ({tables} changed), the table says {expected[key, role]}")
    gone = {key for key, _role in expected} - set(keys)
    return said + [
        f"{key[1]} /{key[0]} [{key[2]}] id={key[3]}: in the table, but no longer there" for key in gone
    ]
