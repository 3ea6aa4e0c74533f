"""The team that is proposed to a consortium: who covers which sub-topic, by which published card, and why.

Computed anew whenever somebody of the lead looks, from public cards only; nothing is stored, and nobody else learns of
it: an invitation carries the card and the sub-topics, no score.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from uuid import UUID

from config.kernel.errors import NotAllowed
from enterprises.actors import Actor
from enterprises.models import Organization
from matchmaking.domain.cover import Fit, smallest_team
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.reasons import sentences
from matchmaking.engine.types import Card, Scored, Where
from projects.choices import ListingKind
from projects.domain.team_queries import cards_to_invite, sub_topics_visible_to
from projects.models import Achievement, Consortium, Member, SubTopic
from projects.states import LIVE_MEMBERS

COVERS = 0.35  # score from which a card covers a sub-topic: what the engine calls related, see ranker.FAIR
CARDS = 20  # of each sub-topic the best so many cards are looked at
POINTS = 10_000  # a score in whole points, as allocations count it


@dataclass(frozen=True)
class Cover:
    """One card against one sub-topic: the score (0..1) and the reasons, the weightiest first."""

    topic: SubTopic
    achievement: Achievement
    score: float
    reasons: list[str]


@dataclass(frozen=True)
class Seat:
    """One organization of the team, with what it covers; `standing`: it is asked, or a member, already."""

    organization: Organization
    standing: bool
    covers: list[Cover]

    @property
    def cards(self) -> list[Achievement]:
        """Its cards, each once: by one of them it is asked."""
        return list({cover.achievement.pk: cover.achievement for cover in self.covers}.values())


@dataclass(frozen=True)
class Gap:
    """A sub-topic that nobody covers, and the card that comes nearest, if any shares words with it at all."""

    topic: SubTopic
    nearest: Cover | None


@dataclass(frozen=True)
class Proposal:
    """`seats`: who is to be asked first, then who stands already; `total`: the sum of the scores."""

    seats: list[Seat] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    total: float = 0.0

    @property
    def joining(self) -> int:
        """How many have to be asked."""
        return sum(not seat.standing for seat in self.seats)


def propose_team(consortium: Consortium, *, by: Actor) -> Proposal:
    """The fewest organizations beside those that stand already whose published cards cover every sub-topic that any
    card covers; ties by the sum of the scores, then by id. Who has declined, or left, is not proposed again.

    Raises NotAllowed for others than the lead's people.
    """
    if not by.acts_for(consortium.lead_id):
        raise NotAllowed()
    topics = list(sub_topics_visible_to(by).filter(consortium=consortium.pk).order_by("position"))
    standing, gone = _standing(consortium)
    found = {topic.pk: _best_per_owner(topic, by, gone) for topic in topics}
    covers = {
        (str(cover.achievement.owner_id), str(topic.pk)): cover
        for topic in topics
        for cover in found[topic.pk]
        if cover.score >= COVERS
    }
    team = smallest_team(
        (Fit(owner, topic, round(cover.score * POINTS)) for (owner, topic), cover in covers.items()),
        standing=map(str, standing),
    )
    chosen: dict[str, list[Cover]] = {}
    for topic in topics:
        if fit := team.by_topic.get(str(topic.pk)):
            chosen.setdefault(fit.candidate, []).append(covers[fit.candidate, fit.topic])
    seats = [
        Seat(its[0].achievement.owner, its[0].achievement.owner_id in standing, its)
        for _owner, its in sorted(chosen.items(), key=lambda pair: (UUID(pair[0]) in standing, pair[0]))
    ]
    gaps = [
        Gap(topic, max(found[topic.pk], key=lambda cover: cover.score, default=None))
        for topic in topics
        if str(topic.pk) not in team.by_topic
    ]
    return Proposal(seats, gaps, team.total / POINTS)


def topic_card(topic: SubTopic) -> Card:
    """A sub-topic as the engine reads it."""
    industries = (topic.industry,) if topic.industry else ()
    return Card(id="", title=topic.title, text=topic.words, industries=industries, trl=topic.trl_wanted)


def _standing(consortium: Consortium) -> tuple[set[UUID], set[UUID]]:
    """(who is asked or in, who has said no or gone)"""
    rows = list(Member.objects.filter(consortium=consortium.pk).values_list("organization_id", "state"))
    standing = {pk for pk, state in rows if state in LIVE_MEMBERS}
    return standing, {pk for pk, _state in rows} - standing


def _best_per_owner(topic: SubTopic, by: Actor, gone: Iterable[UUID]) -> list[Cover]:
    """Of each organization its best card, in the order of the search."""
    scored = market_at_hand().offered.search(
        topic_card(topic), CARDS, Where(kinds=(ListingKind.ACHIEVEMENT,))
    )
    cards = cards_to_invite(by).exclude(owner__in=list(gone)).in_bulk([each.id for each in scored])
    found: dict[UUID, Cover] = {}
    for each in scored:
        card = cards.get(UUID(each.id))
        if card is not None and card.owner_id not in found:
            found[card.owner_id] = _cover(topic, card, each)
    return list(found.values())


def _cover(topic: SubTopic, card: Achievement, scored: Scored) -> Cover:
    parts, terms = [asdict(part) for part in scored.parts], [asdict(term) for term in scored.terms]
    return Cover(topic, card, scored.score, sentences(parts, terms))
