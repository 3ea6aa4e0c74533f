"""seen.csv: one line per field and per group of roles that see the same of it; a column per state.

A cell names the doors: A the API, P pages, D the admin; a dot is nobody; empty is not asked.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from projects.choices import ListingKind

Key = tuple[str, str, str, str]  # what, field, role, state
Cells = dict[Key, str]
PATH = Path(__file__).with_name("seen.csv")
WHATS = ["contact", *ListingKind.values]
HEAD = ["what", "field", "roles"]


def read() -> Cells:
    """Every cell of the file; none while there is no file."""
    if not PATH.exists():
        return {}
    with PATH.open(encoding="utf-8", newline="") as file:
        return {
            (line["what"], line["field"], role, state): "" if line[state] == "." else line[state]
            for line in csv.DictReader(file)
            for role in line["roles"].split("|")
            for state in line.keys() - set(HEAD)
            if line[state]
        }


def write(cells: Cells, states: Iterable[str]) -> None:
    """All lines anew, roles that see the same on one."""
    states = list(states)
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for (what, field, role, state), doors in cells.items():
        rows.setdefault((what, field, role), {})[state] = doors or "."
    for (what, field, role), row in rows.items():
        groups.setdefault((what, field, tuple(row.get(state, "") for state in states)), []).append(role)
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*HEAD, *states])
        lines = ([what, field, "|".join(roles), *row] for (what, field, row), roles in groups.items())
        writer.writerows(sorted(lines, key=lambda line: (WHATS.index(line[0]), line[1])))


def differences(said: Cells, seen: Cells) -> list[str]:
    """One sentence for each cell that is not as the file says."""
    return [
        f"{what}.{field} as {role} in {state}: through {said.get(key) or 'no door'} says the table, "
        f"but seen through {seen[key] or 'none'}"
        for key in seen
        for what, field, role, state in [key]
        if seen[key] != said.get(key)
    ]
