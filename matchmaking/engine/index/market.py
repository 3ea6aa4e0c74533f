"""The listings of one side, searchable by a card of the other side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..encoders.semantics import Semantics
from ..explain import shared_terms
from ..gates import SAME_OWNER, gates
from ..learning.experience import NOTHING, Experience
from ..near import NearMiss
from ..parts import WEIGHTS
from ..stats import Stats
from ..types import Card, Scored, Side, Where
from ..vectors import Row, joined, similarity
from . import folder as folders
from .arrays import owner_hash
from .best import EXACT
from .cards import Cards
from .found import CANDIDATES, FEW, Floats, Found, Group, found_in, groups, ids_of, to_beat
from .meaning import Meaning
from .near import Known, Seeker, and_lately_expired, with_beside
from .queries import Queries
from .ranked import ranked
from .segment import Segment, gathered
from .view import View

T = TypeVar("T")


class Market(Cards):
    """The cards of one side. Searching is exact: the same cards give the same answer however they came in, unless a
    budget says that speed matters more."""

    def __init__(
        self,
        stats: Stats,
        side: Side,
        segments: Sequence[Segment] = (),
        *,
        weights: Mapping[str, float] = WEIGHTS,
        semantics: Semantics | None = None,
        budget: float = EXACT,
    ) -> None:
        super().__init__(stats, side, segments)
        self.budget = budget  # postings read per card at most, see best_of
        self.weights = weights  # of the parts of a score
        self.semantics = (
            semantics  # where an encoder reads the cards too; its owner keeps the vectors up to date
        )
        self._other: Side = "offered" if side == "wanted" else "wanted"

    def search(
        self, card: Card, k: int, where: Where | None = None, *, experience: Experience = NOTHING
    ) -> list[Scored]:
        """The k best cards of this side for a card of the other, best first, ties by id.

        1. Every card is compared by text; below the floor nothing is a match.
        2. Cards outside `where` and pairs that fail a gate are passed over, before anything is cut;
           so are copies: what an owner lists twice, alike in every field, is answered once and names the others.
        3. The CANDIDATES best by text, those that near-copies of the card were graded with and, where there is an
           encoder, the nearest by meaning are scored in full, ordered by that score, cut at k and explained.
        """
        return self.search_many([card], k, where, experience=[experience])[0]

    def search_many(
        self,
        cards: Sequence[Card],
        k: int,
        where: Where | None = None,
        *,
        experience: Sequence[Experience] | None = None,
    ) -> list[list[Scored]]:
        """The same for many cards at once: the index is read once for all of them."""
        learned = experience or [NOTHING] * len(cards)
        view, queries = self.view(), self._queries(cards, learned)
        ranked = self._ranked_all(view, cards, queries, k, where, learned)
        return [self._explained(view, card, queries.rows[n], ranked[n]) for n, card in enumerate(cards)]

    def rank(self, card: Card, k: int, where: Where | None = None) -> list[Scored]:
        """What `search` gives, without the shared terms: where only the order and the scores are needed."""
        view, queries = self.view(), self._queries([card], [NOTHING])
        return self._ranked_all(view, [card], queries, k, where, [NOTHING])[0]

    def near(
        self, card: Card, k: int, limit: int, where: Where | None = None, known: Known | None = None
    ) -> list[NearMiss]:
        """Cards that are no match today and would be among the k best after one change, or two (see near.near_miss).

        Best first by the score they would have, ties by id. Candidates are those of a search without the gate of
        cooperation modes and, where `where` asks for a day, with what expired up to LATELY days before it. In all else
        the filter holds. Public words only: what decisions teach is left out.
        """
        known = known or Known()
        view, queries = self.view(), self._queries([card], [NOTHING])
        row = queries.rows[0]
        present = self._ranked_all(view, [card], queries, k, where, [NOTHING])[0]
        view, wider = with_beside(view, self.stats, self.side, known.beside), and_lately_expired(where)
        listed = groups(self._found_by(view, replace(queries, modes=[()]), wider, CANDIDATES)[0], CANDIDATES)
        if (meaning := self._meaning(view, card)) is not None:
            others = meaning.groups(
                wider, row, lambda other: SAME_OWNER not in gates(*self._pair(card, other)), ids_of(listed)
            )
            listed += others
        seeker = Seeker(view, self.stats, self.side, card, row, self.weights, meaning)
        return seeker.nearest(listed, present, k, limit, where, known)

    @property
    def mapped(self) -> int:
        """How many segments came with the market: the numbers `found_in` takes."""
        return self._mapped

    def found_in(
        self,
        n: int,
        cards: Sequence[Card],
        where: Where | None = None,
        *,
        experience: Sequence[Experience] | None = None,
    ) -> list[list[Found]]:
        """What mapped segment n adds for each card: one part of work that is cut by segments, see `merge`."""
        queries = self._queries(cards, experience or [NOTHING] * len(cards))
        return self._found(self.view(), n, queries, where, CANDIDATES)

    def merge(
        self,
        card: Card,
        found: Iterable[Found],
        k: int,
        where: Where | None = None,
        *,
        experience: Experience = NOTHING,
    ) -> list[Scored]:
        """The answer of `search` from what all mapped segments found, even if cards changed since.

        Segments in memory are searched now. Where a found card has gone meanwhile, another may have moved up, so
        everything is searched again. `experience` must be what the parts were found with.
        """
        view, queries = self.view(), self._queries([card], [experience])
        held: list[Found] = list(found)
        if any((place := view.find(each.id)) is None or place[0] >= self._mapped for each in held):
            return self.search(card, k, where, experience=experience)
        for n in range(self._mapped, len(view.segments)):
            held += self._found(view, n, queries, where, CANDIDATES)[0]
        row = queries.rows[0]
        ranked, _sure = self._ranked(view, card, row, groups(held, CANDIDATES), k, where, experience)
        return self._explained(view, card, row, ranked)

    def save(self, folder: Path, size: int = folders.SIZE) -> None:
        """Write the live cards as segments of at most `size`; the same live cards give the same bytes."""
        places = self.view().ordered()
        pieces = iter(lambda: list(islice(places, size)), [])
        segments = (gathered(self.stats, self.side, piece) for piece in pieces)
        folders.write(folder, self.stats, self.side, segments)

    @classmethod
    def open(cls, folder: Path, stats: Stats | None = None, *, verify: bool = True) -> "Market":
        """The market `save` wrote, mapped, without reading a text; StoreError when it is damaged."""
        stats, side, segments = folders.read(folder, stats, verify=verify)
        return cls(stats, side, segments)

    def _pair(self, mine: T, theirs: T) -> tuple[T, T]:
        """(wanted, offered) of something of the searching side and something of this market's side."""
        return (mine, theirs) if self.side == "offered" else (theirs, mine)

    def _queries(self, cards: Sequence[Card], learned: Sequence[Experience]) -> Queries:
        made = self.stats.rows(cards, self._other)
        if any(each.row is not None for each in learned):
            made = joined(each.row or made[n] for n, each in enumerate(learned))
        return Queries(made, [owner_hash(card.owner) for card in cards], [card.modes for card in cards])

    def _found(
        self,
        view: View,
        n: int,
        queries: Queries,
        where: Where | None,
        many: int,
        beat: Floats | None = None,
    ) -> list[list[Found]]:
        segment, alive = view.segments[n], view.alive[n]
        allowed = segment.allowed(where) if where else None
        if alive is not None:
            allowed = alive if allowed is None else allowed & alive
        return found_in(segment, queries, allowed, many, number=n, beat=beat, budget=self.budget)

    def _found_by(self, view: View, queries: Queries, where: Where | None, many: int) -> list[list[Found]]:
        """What all segments together have for each query."""
        found: list[list[Found]] = [[] for _ in range(len(queries))]
        for n in range(len(view.segments)):
            beat = to_beat(found, many) if n else None
            for held, more in zip(found, self._found(view, n, queries, where, many, beat), strict=True):
                held += more
        return found

    def _ranked_all(
        self,
        view: View,
        cards: Sequence[Card],
        queries: Queries,
        k: int,
        where: Where | None,
        learned: Sequence[Experience],
    ) -> list[list[Scored]]:
        """The k best for each card. FEW candidates are scored first, CANDIDATES where these do not settle it."""
        done: list[list[Scored]] = [[] for _ in cards]
        left = list(range(len(cards)))
        for many in (FEW, CANDIDATES):
            asked = queries if len(left) == len(cards) else queries.take(left)
            found, again = self._found_by(view, asked, where, many), []
            for n, held in zip(left, found, strict=True):
                listed = groups(held, many)
                done[n], sure = self._ranked(view, cards[n], queries.rows[n], listed, k, where, learned[n])
                if learned[n].shared or (not sure and len(listed) >= many):
                    again.append(n)
            if not (left := again):
                break
        return done

    def _meaning(self, view: View, card: Card) -> Meaning | None:
        if self.semantics is None:
            return None
        return Meaning(self.semantics, self.side, view, self.semantics.query(card, self._other))

    def _ranked(
        self,
        view: View,
        card: Card,
        row: Row,
        listed: list[Group],
        k: int,
        where: Where | None,
        learned: Experience,
    ) -> tuple[list[Scored], bool]:
        def card_of(group: Group) -> Card:
            place = group.place or view.find(group.id)
            assert place is not None
            return view.segments[place[0]].card(place[1])

        missing = learned.shared.keys() - ids_of(listed)
        listed += filter(None, (self._one(view, card, row, id, where) for id in sorted(missing)))
        if (meaning := self._meaning(view, card)) is not None:
            known = ids_of(listed)
            listed += meaning.groups(where, row, lambda other: not gates(*self._pair(card, other)), known)
        return ranked(
            card,
            self.side,
            listed,
            k,
            card_of=card_of,
            weights=self.weights,
            shared=learned.shared,
            meaning=None if meaning is None else meaning.part,
        )

    def _one(self, view: View, card: Card, row: Row, id: str, where: Where | None) -> Group | None:
        """A card that must be scored though its text is not among the best; None where it may not be found."""
        place = view.find(id)
        if place is None:
            return None
        segment, doc = view.segments[place[0]], place[1]
        allowed = segment.allowed(where) if where else None
        if (allowed is not None and not allowed[doc]) or gates(*self._pair(card, segment.card(doc))):
            return None
        return Group(similarity(*self._pair(row, segment.row(doc))), id, (), place)

    def _explained(self, view: View, card: Card, query: Row, scored: Sequence[Scored]) -> list[Scored]:
        explained = []
        for each in scored:
            place = view.find(each.id)
            assert place is not None
            segment, doc = view.segments[place[0]], place[1]
            pair = (*self._pair(card, segment.card(doc)), *self._pair(query, segment.row(doc)))
            explained.append(replace(each, terms=shared_terms(self.stats, *pair)))
        return explained
