"""What was learned from grades, applied to lists of matches: for the wanted side and staff, beside what the words say.

From ten graded offers on a need's own vector moves; what was said of a pair, or of the same offer for a near-copy of
the need, counts as known (engine: learning). Who learns from whom is said in `lessons`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaking.domain.copy import Copy
from matchmaking.domain.lessons import Levels, Verdicts, graded_needs
from matchmaking.domain.near_copies import cards_of, rows_of
from matchmaking.engine.explain import shared_terms
from matchmaking.engine.learning.experience import Experience
from matchmaking.engine.learning.moved import moved
from matchmaking.engine.learning.shared import shared_levels
from matchmaking.engine.learning.twins import content, twins_of
from matchmaking.engine.ranker import score_cards
from matchmaking.engine.types import Card, Scored
from matchmaking.engine.vectors import Row, similarity

Lists = Mapping[str, Sequence[Scored]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Pupil:
    """A wanted listing that has something to learn from: grades of its own pairs, and by near-copy what is shared."""

    card: Card
    row: Row
    own: Levels
    shared: Mapping[str, Levels]

    @property
    def levels(self) -> Mapping[str, Levels]:
        return {**self.shared, **({self.card.id: self.own} if self.own else {})}


@dataclass(frozen=True)
class Learned:
    """What grades make of one pair: its score, whether only they have brought it, and what that rests on.

    detail, as JSON: similarity of the texts after moving (0..1), how many of the need's own grades moved it, and where
    it is known the mean level of the pair and from how many needs.
    """

    score: float
    only_by_grades: bool
    detail: dict[str, Any]


def learn_lists(lists: Lists, copy: Copy, k: int) -> tuple[dict[str, list[Scored]], dict[Pair, Learned]]:
    """The lists, each with the offers that grades bring besides, and what was learned of each pair.

    All that the words alone brought stays: what the offered side sees does not depend on grades. Of the rest those
    come that are among the first k by learned score. Most needs have learned nothing: theirs come back as they are.
    """
    grown = {id: list(found) for id, found in lists.items()}
    learned: dict[Pair, Learned] = {}
    for id, pupil in pupils(lists, copy).items():
        lesson = _Lesson(pupil, lists[id], copy)
        grown[id] += lesson.brought(k)
        learned |= {(id, each.id): lesson.of(each.id) for each in grown[id]}
    return grown, learned


def pupils(wanted_ids: Iterable[str], copy: Copy) -> dict[str, Pupil]:
    """Those of the wanted listings that have something to learn from (two queries; one where nobody has graded)."""
    graded = graded_needs()
    if not graded:
        return {}
    cards = {id: card for id in wanted_ids if (card := copy.wanted.get(id)) is not None}
    rows = {id: copy.stats.wanted_row(card) for id, card in cards.items()}
    among = rows_of({need.id: need.revision for need in graded.values()}, copy.stats)
    twins = {id: {twin for twin, _likeness in twins_of(row, among)} - {id} for id, row in rows.items()}
    involved = graded.keys() & (rows.keys() | {twin for found in twins.values() for twin in found})
    verdicts = Verdicts({id: graded[id] for id in involved})
    found = {
        id: Pupil(card, rows[id], verdicts.own(id), verdicts.shared_with(card.owner, twins[id]))
        for id, card in cards.items()
    }
    return {id: pupil for id, pupil in found.items() if pupil.levels}


class _Lesson:
    """The learned scores of one wanted listing, beside the list that its words alone brought."""

    def __init__(self, pupil: Pupil, there: Sequence[Scored], copy: Copy) -> None:
        self._pupil, self._there, self._copy = pupil, there, copy
        graded = {id for levels in pupil.levels.values() for id in levels}
        self._rows = _rows(graded | {each.id for each in there}, copy)
        own = [(self._rows[id], level) for id, level in pupil.own.items() if id in self._rows]
        self._row = moved(pupil.row, own)
        self._moving = len(own) if self._row is not pupil.row else 0
        contents = {id: content(row) for id, row in self._rows.items()}
        self._known = shared_levels(pupil.levels.keys(), pupil.levels, contents)
        self._found: dict[str, Scored] = {}

    def brought(self, k: int) -> list[Scored]:
        """Offers among the first k by learned score that the words did not bring, as the words score them."""
        market, card = self._copy.offered, self._pupil.card
        experience = Experience(self._row if self._moving else None, self._known)
        self._found = {each.id: each for each in market.search(card, k, experience=experience)}
        there = {id for each in self._there for id in (each.id, *each.copies)}
        more = {id: offered for id in self._found.keys() - there if (offered := market.get(id)) is not None}
        return [self._by_words(more[id]) for id in sorted(more)]

    def _by_words(self, offered: Card) -> Scored:
        stats, wanted = self._copy.stats, self._pupil.card
        rows = self._pupil.row, stats.offered_row(offered)
        weights = self._copy.offered.weights
        scored = score_cards(wanted, offered, similarity(*rows), id=offered.id, weights=weights)
        return replace(scored, terms=shared_terms(stats, wanted, offered, *rows))

    def of(self, offered_id: str) -> Learned:
        """What grades make of an offer of the list, or of one they brought."""
        known = self._known.get(offered_id)
        again = self._found.get(offered_id) or self._scored(offered_id)
        cosine = next(part.detail["cosine"] for part in again.parts if part.code == "text")
        assert isinstance(cosine, float)
        detail: dict[str, Any] = {"similarity": max(0.0, cosine), "own": self._moving}
        if known is not None:
            detail |= {"level": round(known.level, 2), "needs": known.needs}
        by_words = any(each.id == offered_id for each in self._there)
        return Learned(again.score, not by_words, detail)

    def _scored(self, offered_id: str) -> Scored:
        offered = self._copy.offered.get(offered_id)
        assert offered is not None  # it was found in the same market
        cosine, known = similarity(self._row, self._rows[offered_id]), self._known.get(offered_id)
        weights = self._copy.offered.weights
        return score_cards(
            self._pupil.card, offered, cosine, id=offered_id, weights=weights, experience=known
        )


def _rows(ids: Iterable[str], copy: Copy) -> dict[str, Row]:
    """The rows of offered cards: as the market has them, or as they were when they left it."""
    ids = set(ids)
    cards = {id: card for id in ids if (card := copy.offered.get(id)) is not None}
    cards |= {card.id: card for card in cards_of(ids - cards.keys())}
    return {id: copy.stats.offered_row(card) for id, card in cards.items()}
