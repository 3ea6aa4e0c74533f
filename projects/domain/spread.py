"""What came of an evaluation: of each dimension the lowest, the middle and the highest, and how many gave which points.
Never one number for the whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from projects.choices import Dimension
from projects.models import Opinion
from projects.models.evaluation import HIGHEST


@dataclass(frozen=True)
class Said:
    """One reviewer's points in one dimension, and the evidence; not whose it is."""

    points: int
    evidence: str


@dataclass(frozen=True)
class Spread:
    """One dimension over all opinions. `counts`: how many gave 0, 1 … 10 points; `said`: the lowest first."""

    dimension: Dimension
    lowest: int
    middle: float
    highest: int
    counts: list[int]
    said: list[Said]


def spreads(opinions: Iterable[Opinion]) -> list[Spread]:
    """One per dimension, in the order of the form; none without an opinion that was given."""
    rows = list(opinions)
    return [_spread(dimension, rows) for dimension in Dimension] if rows else []


def _spread(dimension: Dimension, rows: Sequence[Opinion]) -> Spread:
    said = sorted(
        (Said(getattr(row, dimension), getattr(row, f"{dimension}_evidence")) for row in rows),
        key=lambda each: (each.points, each.evidence),  # by what is said, so that the order names nobody
    )
    points = [each.points for each in said]
    tally = Counter(points)
    counts = [tally[value] for value in range(HIGHEST + 1)]
    return Spread(dimension, points[0], float(median(points)), points[-1], counts, said)
