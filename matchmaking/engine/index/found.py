"""The best cards of a market by text, segment by segment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from .best import EXACT, Best, best_of
from .queries import Queries
from .segment import Segment

CANDIDATES = 200  # best by text that are scored in full
FEW = 100  # of them that a search looks at first: mostly it can tell that the others would change nothing
WIDER = 4  # times as many are asked for, where copies took the places

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A card by its capped cosine. `digest` is equal for copies of one owner, 0 where no owner is known."""

    cosine: float
    id: str
    digest: int
    place: tuple[int, int] | None = None  # (segment, doc) in the view it was found in

    def plain(self) -> list[float | str | int]:
        """As JSON has it; floats survive."""
        return [self.cosine, self.id, self.digest]

    @classmethod
    def of(cls, plain: Sequence[float | str | int]) -> "Found":
        """What `plain` gave."""
        cosine, id, digest = plain
        return cls(float(cosine), str(id), int(digest))


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one card: the first by id stands for all."""

    cosine: float
    id: str
    copies: tuple[str, ...]
    place: tuple[int, int] | None


def found_in(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    many: int,
    number: int = 0,
    beat: Floats | None = None,
    budget: float = EXACT,
) -> list[list[Found]]:
    """What `distinct_in` finds, as a market needs it to merge segments. `number` is the segment's own in its market."""
    results = distinct_in(segment, queries, allowed, many, beat, budget)
    return [_listed(segment, result, number) for result in results]


def distinct_in(
    segment: Segment,
    queries: Queries,
    allowed: Flags | None,
    many: int,
    beat: Floats | None = None,
    budget: float = EXACT,
) -> list[Best]:
    """For each query the `many` best distinct cards of the segment, with copies and all that tie with the last.

    `beat`: what so many distinct cards of other segments reach already, see `to_beat`; those below are left out.
    `budget`: see `best_of`.
    """
    answers: dict[int, Best] = {}
    open_queries, wide = list(range(len(queries))), many
    while open_queries:
        narrow = queries if len(open_queries) == len(queries) else queries.take(open_queries)
        bars, again = None if beat is None else beat[open_queries], []
        for n, result in zip(
            open_queries, best_of(segment, narrow, allowed, wide, bars, budget), strict=True
        ):
            end = _end(segment, result, many)
            if end is None and len(result.docs) >= wide:
                again.append(n)
            else:
                whole = end is None or end == len(result.docs)
                answers[n] = result if whole else Best(result.docs[:end], result.cosines[:end])
        open_queries, wide = again, wide * WIDER
    return [answers[n] for n in range(len(queries))]


def groups(found: Iterable[Found], many: int) -> list[Group]:
    """The `many` best cards of all segments, copies under the first of them; ties by id."""
    made: list[Group] = []
    for cosine, tied in groupby(
        sorted(found, key=lambda each: (-each.cosine, each.id)), key=lambda each: each.cosine
    ):
        kept: dict[int | str, list[Found]] = {}
        for each in tied:
            kept.setdefault(each.digest or each.id, []).append(each)
        for first, *others in kept.values():
            made.append(Group(cosine, first.id, tuple(other.id for other in others), first.place))
        if len(made) >= many:
            break
    return made[:many]


def to_beat(found: Sequence[Sequence[Found]], many: int) -> Floats:
    """For each query the cosine of the last of the `many` best cards found so far; 0 while there are fewer."""
    listed = (groups(each, many) for each in found)
    return np.array([each[-1].cosine if len(each) == many else 0.0 for each in listed])


def ids_of(groups: Iterable[Group]) -> set[str]:
    """Every id in the groups."""
    return {id for group in groups for id in (group.id, *group.copies)}


def _end(segment: Segment, result: Best, many: int) -> int | None:
    """Where the docs end that hold `many` distinct cards and all that tie with the last; None when there are fewer."""
    digests = segment.columns.digests[result.docs].tolist()
    if len(digests) == many == len(set(digests)):
        return many  # as nearly always: no copy, no tie
    distinct: set[tuple[float, int]] = set()
    for n, (cosine, digest) in enumerate(zip(result.cosines.tolist(), digests, strict=True)):
        distinct.add((cosine, digest or -1 - n))
        if len(distinct) == many:
            return int(np.searchsorted(-result.cosines, -cosine, side="right"))
    return None


def _listed(segment: Segment, result: Best, number: int) -> list[Found]:
    digests = segment.columns.digests[result.docs].tolist()
    ids = [id.decode() for id in segment.columns.ids[result.docs].tolist()]
    found = zip(result.cosines.tolist(), ids, digests, result.docs.tolist(), strict=True)
    return [Found(cosine, id, digest, (number, doc)) for cosine, id, digest, doc in found]
