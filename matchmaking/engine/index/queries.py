"""What a search asks of a segment: vectors, and what gates them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..vectors import Rows, joined


@dataclass(frozen=True, slots=True, eq=False)
class Queries:
    """Rows of the searching side, with what gates them: hash of the owner (0: none) and cooperation modes."""

    rows: Rows
    owners: Sequence[int]
    modes: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: Sequence[int]) -> "Queries":
        """Some of them."""
        rows = joined(self.rows[n] for n in chosen)
        return Queries(rows, [self.owners[n] for n in chosen], [self.modes[n] for n in chosen])
