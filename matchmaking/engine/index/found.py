"""The best cards of a market by text, proven to be the best, segment by segment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from .passes import Pass, Queries, best_of
from .segment import Segment

CANDIDATES = 200  # best by text that are scored in full
FIRST = 64  # least width of the first pass; one in some hundred queries needs another
WIDER = 8  # times as wide, each time a pass proves too narrow
FEW = 50  # answers up to which a first pass leaves SPARE unread: the fewer, the wider the gap to what is left out
SPARE = 0.01  # on 100,000 texts it saves two fifths of the work, and one in fifty needs asks for another pass

Flags = npt.NDArray[np.bool_]


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
    segment: Segment, queries: Queries, allowed: Flags | None, many: int = CANDIDATES, number: int = 0
) -> list[list[Found]]:
    """What `proven_in` finds, as a market needs it to merge segments. `number` is the segment's own in its market."""
    return [_listed(segment, result, number) for result in proven_in(segment, queries, allowed, many)]


def proven_in(segment: Segment, queries: Queries, allowed: Flags | None, many: int) -> list[Pass]:
    """For each query the `many` best distinct cards of the segment, with copies and all that tie with the last."""
    answers: dict[int, Pass] = {}
    open_queries, wide = list(range(len(queries))), max(FIRST, many + many // 4)
    spare = SPARE if many <= FEW else 0.0
    while open_queries:
        narrow = queries if len(open_queries) == len(queries) else queries.take(open_queries)
        passes = best_of(segment, narrow, allowed, wide, spare=spare)
        again = []
        for n, result in zip(open_queries, passes, strict=True):
            proven = _proven(segment, result, many)
            if proven is None and (spare or wide < len(segment)):
                again.append(n)
            else:
                answers[n] = Pass(result.docs[:proven], result.cosines[:proven], result.ceiling)
        open_queries, wide, spare = again, wide if spare else wide * WIDER, 0.0
    return [answers[n] for n in range(len(queries))]


def groups(found: Iterable[Found], many: int = CANDIDATES) -> list[Group]:
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


def ids_of(groups: Iterable[Group]) -> set[str]:
    """Every id in the groups."""
    return {id for group in groups for id in (group.id, *group.copies)}


def _proven(segment: Segment, result: Pass, many: int) -> int | None:
    """How many of the pass are surely the best and hold `many` distinct cards; None when it was too narrow.

    Only what is above the ceiling is sure; a tie with the ceiling may hide one with a lower id.
    """
    sure = len(result.docs)
    if result.ceiling > 0:
        sure = int(np.searchsorted(-result.cosines, -result.ceiling, side="left"))
    distinct: set[tuple[float, int]] = set()
    digests = segment.columns.digests[result.docs[:sure]].tolist()
    for n, (cosine, digest) in enumerate(zip(result.cosines[:sure].tolist(), digests, strict=True)):
        distinct.add((cosine, digest or -1 - n))
        if len(distinct) == many:
            return int(np.searchsorted(-result.cosines[:sure], -cosine, side="right"))
    return sure if result.ceiling <= 0 else None


def _listed(segment: Segment, result: Pass, number: int) -> list[Found]:
    digests = segment.columns.digests[result.docs].tolist()
    ids = [id.decode() for id in segment.columns.ids[result.docs].tolist()]
    found = zip(result.cosines.tolist(), ids, digests, result.docs.tolist(), strict=True)
    return [Found(cosine, id, digest, (number, doc)) for cosine, id, digest, doc in found]
