"""Near misses among the cards of a market: one more pass over the index, with the gate of cooperation modes open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from ..explain import shared_terms
from ..near import Goal, NearMiss, Scorer, highest_changed, near_miss
from ..stats import Stats
from ..steps import LATELY, expired
from ..types import Card, Scored, Side, Where
from ..vectors import Row
from .found import Group
from .meaning import Meaning
from .segment import segment_of
from .view import View


@dataclass(frozen=True, slots=True)
class Known:
    """What a caller knows beside the market.

    `matched`: ids that are matches already. `beside`: cards that are not in the market any more, e.g. since they
    expired.
    """

    matched: frozenset[str] = frozenset()
    beside: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Seeker:
    """A card that searches, with its vector, and the market it searches in."""

    view: View
    stats: Stats
    side: Side  # of the market
    card: Card
    row: Row
    weights: Mapping[str, float]
    meaning: Meaning | None = None

    def nearest(
        self,
        groups: Sequence[Group],
        present: Sequence[Scored],
        k: int,
        limit: int,
        where: Where | None,
        known: Known,
    ) -> list[NearMiss]:
        """The near misses among groups in the order of their cosines: the `limit` best by the score they would have.

        Ties are in the order of ids. What nothing can lift over what is found already is not tried. While the searching
        card is out of the market itself, what it found there is no match either.
        """
        day = where.alive_on if where else None
        passed = known.matched
        if not expired(self.card, day):
            passed |= {id for each in present for id in (each.id, *each.copies)}
        open_ = [group for group in groups if passed.isdisjoint((group.id, *group.copies))]
        goal = Goal([each.score for each in present], k)
        found: list[NearMiss] = []
        best: list[float] = []  # heap of the highest scores so far
        for group in open_:
            most = highest_changed(group.cosine, self.weights) if self.meaning is None else 1.0
            least = best[0] if len(best) >= max(1, limit) else 0.0
            if most < least:
                break
            if most >= goal.bar and (miss := self._tried(group, goal, day, least)) is not None:
                found.append(miss)
                heappush(best, miss.would_be)
                if len(best) > max(1, limit):
                    heappop(best)
        chosen = sorted(found, key=lambda each: (-each.would_be, each.id))[: max(0, limit)]
        return [self._explained(each) for each in chosen]

    def _tried(self, group: Group, goal: Goal, day: int | None, least: float) -> NearMiss | None:
        said = None if self.meaning is None else self.meaning.part(group)
        score = Scorer(group.cosine, self.weights, said)
        own: Side = "wanted" if self.side == "offered" else "offered"
        return near_miss(*self._cards(group.id), goal, score, own=own, day=day, least=least)

    def _explained(self, miss: NearMiss) -> NearMiss:
        place = self.view.find(miss.id)
        assert place is not None
        theirs = self.view.segments[place[0]].row(place[1])
        rows = (self.row, theirs) if self.side == "offered" else (theirs, self.row)
        return replace(miss, terms=shared_terms(self.stats, *self._cards(miss.id), *rows))

    def _cards(self, id: str) -> tuple[Card, Card]:
        """(wanted, offered) of the searching card and another."""
        place = self.view.find(id)
        assert place is not None
        other = self.view.segments[place[0]].card(place[1])
        return (self.card, other) if self.side == "offered" else (other, self.card)


def with_beside(view: View, stats: Stats, side: Side, cards: Iterable[Card]) -> View:
    """The view with more cards in it; what is in the view already stays as it is."""
    more = [(card, 0) for card in cards if view.find(card.id) is None]
    if not more:
        return view
    return View((*view.segments, segment_of(stats, side, more)), (*view.alive, None))


def and_lately_expired(where: Where | None) -> Where | None:
    """The same filter for what expired a short time ago too."""
    if where is None or where.alive_on is None:
        return where
    return replace(where, alive_on=where.alive_on - LATELY)
