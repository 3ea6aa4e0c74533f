"""What goes from hand to hand while a file is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 40  # characters of a faulty value that a report repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a row out: in which column, which value, why, and what to do about it."""

    column: str
    value: str
    why: str
    repair: str

    @property
    def shown(self) -> str:
        """The value on one line, cut to SHOWN characters."""
        line = " ".join(self.value.split())
        return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file as it stands: cells by position, and what the reader found spoilt in them (why, repair).

    Position -1 in `spoilt` is the row as a whole.
    """

    number: int  # as the program that made the file counts: the header of a table is row 1
    cells: list[Any]
    spoilt: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its headings: raw values by field name; a row with faults is not imported."""

    number: int
    cells: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()


@dataclass
class Table:
    """A file that could be opened. `about` tells a person what was recognised; `ignored` fills while rows are read."""

    about: str
    rows: Iterable[Row]
    ignored: dict[str, None] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)
