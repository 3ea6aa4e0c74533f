"""What was learned from grades, applied to lists of matches: for the wanted side and staff, beside what the words say.

From ten graded offers on a need's own vector moves; what was said of a pair, or of the same offer for a near-copy of
the need, counts as known (engine: learning). Who learns from whom is said in `lessons`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaking.domain.lessons import Levels, Verdicts, graded_needs
from matchmaking.domain.market import Copy
from matchmaking.domain.near_copies import cards_of, rows_of
from matchmaking.engine.gates import gates
from matchmaking.engine.learning.moved import moved
from matchmaking.engine.learning.shared import Shared, shared_levels
from matchmaking.engine.learning.twins import content, twins_of
from matchmaking.engine.ranker import score_cards, score_pair
from matchmaking.engine.types import Card, Scored
from matchmaking.engine.vectors import Row, similarity

PLACES = 6  # as of every score
RELATED = 2.5  # mean level from which near-copies bring their offer even where the words do not

Lists = Mapping[str, Sequence[Scored]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Experience:
    """What one wanted listing may learn from: grades of its own pairs, and by near-copy what is shared with it."""

    card: Card
    row: Row
    own: Levels
    shared: Mapping[str, Levels]

    @property
    def levels(self) -> Mapping[str, Levels]:
        return {**self.shared, **({self.card.id: self.own} if self.own else {})}

    @property
    def graded(self) -> set[str]:
        """The offers somebody has graded."""
        return {id for levels in self.levels.values() for id in levels}


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
    for id, experience in experiences_of(lists, copy).items():
        brought, found = _learn(experience, grown[id], copy, k)
        grown[id] += brought
        learned |= {(id, each.id): found[each.id] for each in grown[id]}
    return grown, learned


def experiences_of(wanted_ids: Iterable[str], copy: Copy) -> dict[str, Experience]:
    """The experience of those of the wanted listings in the market that have any (two queries, one where nobody
    graded anything)."""
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
        id: Experience(card, rows[id], verdicts.own(id), verdicts.shared_with(card.owner, twins[id]))
        for id, card in cards.items()
    }
    return {id: experience for id, experience in found.items() if experience.levels}


def _learn(
    experience: Experience, there: Sequence[Scored], copy: Copy, k: int
) -> tuple[list[Scored], dict[str, Learned]]:
    """(offers to add, scored by their words; what was learned of each offer of the list and of those)."""
    graded = _cards(experience.graded, copy)
    rows = {id: copy.stats.offered_row(card) for id, card in graded.items()}
    row = moved(experience.row, [(rows[id], level) for id, level in experience.own.items() if id in rows])
    moving = len(experience.own) if row is not experience.row else 0
    found = copy.offered.search(experience.card, k, row=row) if moving else []
    cards = graded | _cards({each.id for each in (*there, *found)}, copy)
    rows |= {id: copy.stats.offered_row(card) for id, card in cards.items() if id not in rows}
    known = shared_levels(
        experience.levels.keys(), experience.levels, {id: content(one) for id, one in rows.items()}
    )
    ids = {each.id for each in found} | {id for id, level in known.items() if level.level >= RELATED}
    ids = {id for id in ids if id in copy.offered and not gates(experience.card, cards[id])}
    more = _without_copies(ids - {id for each in there for id in (each.id, *each.copies)}, cards)
    learned = {
        id: _learned(experience.card, cards[id], row, rows[id], known.get(id), moving, id in more)
        for id in {each.id for each in there} | more
    }
    best = set(sorted(learned, key=lambda each: (-learned[each].score, each))[:k])
    brought = [score_pair(copy.stats, experience.card, cards[id]) for id in sorted(best & more)]
    return brought, learned


def _learned(
    wanted: Card, offered: Card, moved_row: Row, row: Row, known: Shared | None, moving: int, brought: bool
) -> Learned:
    cosine = similarity(moved_row, row)
    scored = score_cards(wanted, offered, cosine, id=offered.id, experience=known)
    detail: dict[str, Any] = {"similarity": round(max(0.0, cosine), PLACES), "own": moving}
    if known is not None:
        detail |= {"level": round(known.level, 2), "needs": known.needs}
    return Learned(scored.score, brought, detail)


def _cards(ids: Iterable[str], copy: Copy) -> dict[str, Card]:
    """The offered cards: as the market has them, or as they were when they left it."""
    ids = set(ids)
    cards = {id: card for id in ids if (card := copy.offered.get(id)) is not None}
    return cards | {card.id: card for card in cards_of(ids - cards.keys())}


def _without_copies(ids: Iterable[str], cards: Mapping[str, Card]) -> set[str]:
    """Of what an owner lists twice, alike in every field, only the first."""
    first: dict[Card, str] = {}
    for id in sorted(ids):
        first.setdefault(replace(cards[id], id=""), id)
    return set(first.values())
