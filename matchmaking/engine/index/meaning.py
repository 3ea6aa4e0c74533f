"""A query as an encoder reads it: the semantic part of each pair, and near cards that share too few words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ..encoders.block import Ids
from ..encoders.encoder import Floats32
from ..encoders.semantics import Semantics, dense_candidates
from ..types import Card, Part, Side, Where
from ..vectors import Row, similarity
from .found import Found, Group
from .segment import Segment
from .view import View

MANY = 100  # nearest by meaning that are scored in full beside the best by text
WIDER = 4  # times as many are asked for, where filters and gates left too few


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """The vector of a query, against the vectors of one side of the market as it is now."""

    semantics: Semantics
    side: Side
    view: View
    vector: Floats32

    def part(self, group: Group) -> Part | None:
        """The semantic part of the pair with a card; None where there is no vector of the revision in the market."""
        place = group.place or self.view.find(group.id)
        if place is None:
            return None
        revision = self.view.segments[place[0]].revision(place[1])
        return self.semantics.part(self.vector, self.side, group.id, revision)

    def groups(
        self, where: Where | None, query: Row, admits: Callable[[Card], bool], known: Collection[str]
    ) -> list[Group]:
        """The MANY nearest distinct cards that are live, inside `where` and admitted, without those `known` already.

        Copies, which are equally near, stand under the first of them as they do among the best by text.
        """
        held, mask = self.semantics.side(self.side), None
        if held is not None and where and self.view.segments:
            mask = held.mask(np.concatenate([_inside(segment, where) for segment in self.view.segments]))
        wide = 2 * MANY
        while True:
            near = dense_candidates(self.semantics, self.side, self.vector, wide, mask)
            whole = len(near) < wide
            if not whole:  # cards as near as the last may be missing
                near = [each for each in near if each[1] > near[-1][1]]
            found = self._grouped(near, admits, query)
            if whole or len(found) >= MANY:
                return [group for group in found[:MANY] if group.id not in known]
            wide *= WIDER

    def _grouped(
        self, near: list[tuple[str, float]], admits: Callable[[Card], bool], query: Row
    ) -> list[Group]:
        made: list[Group] = []
        for _cosine, tied in groupby(near, key=lambda each: each[1]):
            kept: dict[int | str, list[Found]] = {}
            for id, _ in tied:
                place = self._place(id)
                if place is not None:
                    segment, doc = self.view.segments[place[0]], place[1]
                    if admits(segment.card(doc)):
                        digest = int(segment.columns.digests[doc])
                        found = Found(similarity(query, segment.row(doc)), id, digest, place)
                        kept.setdefault(digest or id, []).append(found)
            for first, *others in kept.values():
                copies = tuple(other.id for other in others)
                made.append(Group(first.cosine, first.id, copies, first.place))
        return made

    def _place(self, id: str) -> tuple[int, int] | None:
        """Where a card with a vector stands; None where it has gone, or its text has changed since."""
        place, held = self.view.find(id), self.semantics.side(self.side)
        if place is None or held is None:
            return None
        revision = self.view.segments[place[0]].revision(place[1])
        return place if held.revision(id) == revision else None


def _inside(segment: Segment, where: Where) -> Ids:
    flags = segment.allowed(where)
    ids: Ids = segment.columns.ids if flags is None else segment.columns.ids[flags]
    return ids
