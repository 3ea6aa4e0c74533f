"""Deciding several matches at once: what would happen, and what has happened, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.kernel.errors import DomainError
from enterprises.actors import Actor
from enterprises.models import User
from matchmaking.domain.conflicts import conflict_sentence
from matchmaking.domain.review import approve_match
from matchmaking.models import Docking, Match
from matchmaking.rules import can_review_match
from matchmaking.states import MATCH_MOVES, MatchState
from projects.states import ON_SHOW

MOST = 100  # matches in one go: as many as a person looks through before confirming


@dataclass(frozen=True)
class Outcome:
    """What came of one match: its docking, or the sentence that says why it was skipped."""

    match: Match
    docking: Docking | None = None
    problem: str = ""


def obstacle_to_approval(match: Match, by: Actor) -> str:
    """Why an approval would be refused at this moment; empty when nothing stands in its way.

    The same conditions as `approve_match` checks, foreseen; that verb judges again when it is called.
    """
    if conflict := conflict_sentence(match, by):
        return _("利益冲突（%(ties)s），须由其他管理员审核") % {"ties": conflict}
    if not can_review_match(by, match):
        return _("只有管理员可以审核")
    if MatchState.APPROVED not in MATCH_MOVES.get(match.state, frozenset()):
        return _("当前状态是“%(state)s”") % {"state": match.get_state_display()}
    for listing in (match.wanted, match.offered):
        if listing.state not in ON_SHOW:
            return _("“%(title)s”已不在发布状态") % {"title": listing.title}
        if listing.contact_id is None and not listing.owner.contacts.all():
            return _("“%(name)s”还没有登记联系人") % {"name": listing.owner.name}
    return ""


def approve_matches(
    matches: Iterable[Match], *, by: Actor, note: str = "", manager: User | None = None
) -> list[Outcome]:
    """Approve each by itself, so that one that cannot be approved does not keep the others."""
    outcomes = []
    for match in matches:
        try:
            outcomes.append(Outcome(match, approve_match(match, by=by, note=note, manager=manager)))
        except DomainError as error:
            outcomes.append(Outcome(match, problem=error.sentence))
    return outcomes
