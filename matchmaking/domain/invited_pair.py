"""The match that an accepted invitation opens: scored, as every match, from the two public cards alone."""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_noop

from enterprises.actors import actor_for_operation
from matchmaking.choices import OWN_RUN_KINDS, VerdictKind
from matchmaking.domain.changes import SIDE_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.domain.market import current_market
from matchmaking.domain.match import express_interest, recommend_again
from matchmaking.domain.onward import services_of
from matchmaking.engine.types import Where
from matchmaking.models import Match
from matchmaking.states import UNDECIDED, MatchState
from projects.models import KIND_MODELS, Listing

# what stands where the public words have nothing in common
_NOTHING = {"code": "text", "value": 0.0, "weight": 1.0, "reason": "text_weak", "detail": {"cosine": 0.0}}


def open_pair(one: Listing, other: Listing, *, said: Mapping[UUID, str]) -> Match:
    """The match of the two, with the interest of both sides; `said`: who said so, by organization.

    A match that stands already is taken up; one that is decided stays as it is. `invited` keeps it out of every figure
    and of everything that learns: why the owner came to ask is theirs.
    """
    relation, wanted, offered = _sides(one, other)
    match, _made = Match.objects.get_or_create(
        wanted=wanted, offered=offered, defaults={"relation": relation, **_score(wanted, offered)}
    )
    Match.objects.filter(pk=match.pk).update(invited=True)
    match = Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)
    if match.state == MatchState.LAPSED:
        recommend_again(match, note=gettext_noop("对方接受邀请"))
    spoken = set(match.verdicts.filter(verdict=VerdictKind.INTEREST).values_list("side", flat=True))
    for listing in (match.wanted, match.offered):
        if match.state in UNDECIDED and match.side_of(listing.owner_id) not in spoken:
            match = express_interest(match, by=actor_for_operation(said[listing.owner_id], listing.owner))
    return match


def _sides(one: Listing, other: Listing) -> tuple[str, Listing, Listing]:
    for relation, (wanted, offered) in OWN_RUN_KINDS.items():
        if (one.kind, other.kind) == (wanted, offered):
            return relation, one, other
        if (one.kind, other.kind) == (offered, wanted):
            return relation, other, one
    raise ValueError(f"{one.kind} and {other.kind} do not meet")


def _score(wanted: Listing, offered: Listing) -> dict[str, object]:
    """What the engine says of the two public cards."""
    copy = current_market()
    card = card_of(KIND_MODELS[wanted.kind]._default_manager.get(pk=wanted.pk))
    market = copy.offered if offered.kind in SIDE_KINDS["offered"] else services_of(copy).market
    found = market.search(card, 1, Where(ids=frozenset({str(offered.pk)})))
    parts = [asdict(part) for part in found[0].parts] if found else [_NOTHING]
    return {
        "score": found[0].score if found else 0.0,
        "parts": parts,
        "terms": [asdict(term) for term in found[0].terms] if found else [],
        "model_version": copy.model.version,
        "wanted_revision": wanted.revision,
        "offered_revision": offered.revision,
    }
