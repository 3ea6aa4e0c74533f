"""The reviewed table: one line per address, method, request and whose id; one column per role.

Lines whose cells are all the same for several owners of the id, or several methods, are one line: `own|other|none`.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from tests.isolation.cast import ROLES

PATH = Path(__file__).with_name("matrix.csv")
HEAD = ["address", "method", "request", "id"]
Key = tuple[str, str, str, str]
Cells = Mapping[tuple[Key, str], str]


def read() -> dict[tuple[Key, str], str]:
    """Every cell of the file."""
    found = {}
    with PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for position in row["id"].split("|"):
                for role in ROLES:
                    found[(row["address"], row["method"], row["request"], position), role] = row[role]
    return found


def write(cells: Cells) -> int:
    """Write the cells of the addresses they speak of, as few lines as tell them, and keep the file's other lines.

    Returns the number of lines.
    """
    walked = {key[0] for key, _role in cells}
    kept = {place: word for place, word in read().items() if place[0][0] not in walked}
    cells = dict(sorted({**kept, **cells}.items(), key=lambda item: item[0][0][0]))
    words: dict[Key, tuple[str, ...]] = {}
    for key, _role in cells:
        words.setdefault(key, tuple(cells[key, role] for role in ROLES))
    lines: dict[tuple[str, str, str, tuple[str, ...]], list[str]] = {}
    for (address, method, request, position), row in words.items():
        lines.setdefault((address, method, request, row), []).append(position)
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*HEAD, *ROLES])
        for (address, method, request, row), positions in lines.items():
            writer.writerow([address, method, request, "|".join(positions), *row])
    return len(lines)


def differences(expected: Cells, found: Cells) -> list[str]:
    """What a person has to look at: cells that are not as the table says, and those it does not know."""
    said = []
    for (key, role), word in found.items():
        place = f"{key[1]} /{key[0]} [{key[2]}] id={key[3]} as {role}"
        if (key, role) not in expected:
            said.append(
                f"{place}: {word}, and the table has no such line: ./run classify_urls writes it, read it then"
            )
        elif expected[key, role] != word:
            said.append(f"{place}: {word}, the table says {expected[key, role]}")
    gone = {key for key, _role in expected} - {key for key, _role in found}
    return said + [
        f"{key[1]} /{key[0]} [{key[2]}] id={key[3]}: in the table, but no longer there" for key in gone
    ]
