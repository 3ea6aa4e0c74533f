"""Two records side by side: how many bytes differ, and where the first ones do."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.two_worlds.variants import DRAFT_ID

SHOWN = 10  # differences told in words; the bytes of all are counted


@dataclass
class Difference:
    """Between the first world and another. `compared`: steps whose output was put side by side."""

    compared: int = 0
    requests: int = 0
    bytes: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, where: str, one: str, other: str) -> None:
        """Count the bytes in which two texts differ, place by place and in length."""
        if one == other:
            return
        left, right = one.encode(), other.encode()
        self.bytes += sum(a != b for a, b in zip(left, right, strict=False)) + abs(len(left) - len(right))
        if len(self.told) < SHOWN:
            self.told.append(f"{where}\n{_first_line(one, other)}")


def compare(one: Path, other: Path, *, hidden: str) -> Difference:
    """The records of two worlds, their rows, files and queues. `hidden`: whose own answers are not compared."""
    difference = Difference()
    for left, right in zip_longest(_lines(one), _lines(other), fillvalue=(0, "", "nothing", "")):
        if left[1] == right[1] == hidden and left[:3] == right[:3]:
            continue
        difference.compared += 1
        difference.requests += left[2].startswith(("GET ", "POST "))
        where = f"step {left[0]}: {left[2][:200]} as {left[1] or 'the clock'}"
        difference.add(where, f"{left[1:3]}{left[3]}", f"{right[1:3]}{right[3]}")
    left_over, right_over = _left(one), _left(other)
    for name, rows in left_over["rows"].items():
        difference.add(f"table {name}", "\n".join(rows), "\n".join(right_over["rows"][name]))
    for path in sorted(left_over["files"].keys() | right_over["files"].keys()):
        difference.add(f"file {path}", left_over["files"].get(path, ""), right_over["files"].get(path, ""))
    difference.add("the queue", _queue(left_over), _queue(right_over))
    return difference


def _lines(record: Path) -> Iterator[tuple[int, str, str, str]]:
    with gzip.open(record, "rt", encoding="utf-8") as lines:
        for line in lines:
            number, who, what, given = json.loads(line)
            yield number, who, what, given


def _left(record: Path) -> dict[str, Any]:
    left: dict[str, Any] = json.loads(record.with_suffix(".json").read_text())
    return left


def _queue(left: dict[str, Any]) -> str:
    """Hints at jobs, without those that only the draft's owner has asked for: in a world without it there is nothing
    to ask for."""
    return "\n".join(hint for hint in left["queue"] if str(DRAFT_ID) not in hint)


def _first_line(one: str, other: str) -> str:
    pairs = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
    left, right = next((left, right) for left, right in pairs if left != right)
    return f"  < {left[:300]}\n  > {right[:300]}"
