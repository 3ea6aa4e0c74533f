"""Near misses of a listing: what is no match today and would be one after one change or two.

Computed on request from public cards, for the listing's own people and for staff without a tie; nothing is stored.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.states import OrganizationState
from matchmaking.choices import RELATION_KINDS
from matchmaking.choices import Side as SideLabel
from matchmaking.domain.encoder import card_of
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.matching import TOP
from matchmaking.domain.near_words import change_clause, outcome
from matchmaking.domain.queries import matches_visible_to
from matchmaking.engine.index.found import CANDIDATES
from matchmaking.engine.index.near import Known
from matchmaking.engine.near import GOOD, NearMiss
from matchmaking.engine.steps import LATELY, Change
from matchmaking.engine.types import Card, Side, Where
from matchmaking.models import Match
from matchmaking.rules import is_tied_to_pair, sees_near_misses
from matchmaking.states import MatchState
from projects.choices import Disclosure
from projects.domain.queries import listings_visible_to
from projects.models import KIND_MODELS, Listing
from projects.rules import can_edit_listing
from projects.states import ListingState

MOST_EXPIRED = 200  # listings that expired last, which staff see beside the market
_DAY_ZERO = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class ChangeView:
    """One change: which listing would have to say otherwise, and whether the reader may edit it."""

    code: str
    side: Side
    mine: bool
    clause: str
    edit: Listing | None = None


@dataclass(frozen=True)
class NearMissView:
    """A listing that would become a match: its score (0..1) now and then, its place then, and what has to change."""

    listing: Listing
    score: float
    would_be: float
    rank: int
    changes: tuple[ChangeView, ...]
    terms: tuple[str, ...]
    sentence: str


def near_misses(listing: Listing, *, actor: Actor, limit: int = 5) -> list[NearMissView]:
    """Those that would enter the list of matches, best first; for who may not know them, and out of the market, none.

    1. The engine looks in the market, for staff also among what expired lately; only what the actor's own search may
       return. 2. Pairs that stand as matches already are no near misses, nor are those that would fit badly even then.
    3. A match is a place among the best offers of a need; so an achievement is compared with the needs' lists.
    """
    if not sees_near_misses(actor, listing) or listing.state not in (
        ListingState.PUBLISHED,
        ListingState.EXPIRED,
    ):
        return []
    child = KIND_MODELS[listing.kind].objects.select_related("owner").get(pk=listing.pk)
    own: Side = (
        "wanted" if listing.kind in {wanted for wanted, _offered in RELATION_KINDS.values()} else "offered"
    )
    today = timezone.localdate()
    where = Where(
        disclosures=() if actor.is_member or actor.is_staff_member else (Disclosure.PUBLIC,),
        alive_on=today.toordinal() - _DAY_ZERO,
    )
    known = Known(
        matched=_matched(listing, own, actor),
        beside=_lately_expired(own, today, actor),
        lists=_lists if own == "offered" else None,
    )
    # those whose owner a member of staff is tied to are dropped below: let none be missing for that
    most = CANDIDATES if actor.tied_ids else limit
    market = market_at_hand().side("offered" if own == "wanted" else "wanted")
    misses = [miss for miss in market.near(card_of(child), TOP, most, where, known) if miss.would_be >= GOOD]
    return _views(misses, child, own, actor)[:limit]


def _matched(listing: Listing, own: Side, actor: Actor) -> frozenset[str]:
    """The other sides of the matches the actor sees, decided ones too: who said no is no near miss."""
    other = "offered_id" if own == "wanted" else "wanted_id"
    rows = matches_visible_to(actor).filter(**{own: listing.pk}).exclude(state=MatchState.LAPSED)
    return frozenset(map(str, rows.values_list(other, flat=True)))


def _lists(wanted_ids: Sequence[str]) -> Mapping[str, Sequence[float]]:
    """The scores in the lists of needs, best first, as the public words alone make them."""
    rows = Match.objects.filter(wanted__in=list(map(UUID, wanted_ids)), by_experience=False).exclude(
        state=MatchState.LAPSED
    )
    lists: dict[str, list[float]] = {}
    for pk, score in rows.order_by("-score").values_list("wanted_id", "score"):
        lists.setdefault(str(pk), []).append(score)
    return lists


def _lately_expired(own: Side, today: dt.date, actor: Actor) -> tuple[Card, ...]:
    """For staff, who see them: listings of the other side that could be renewed."""
    if not actor.is_staff_member:
        return ()
    cards: list[Card] = []
    for wanted, offered in RELATION_KINDS.values():
        kind = offered if own == "wanted" else wanted
        rows = listings_visible_to(actor, KIND_MODELS[kind]).filter(
            state=ListingState.EXPIRED,
            expires_on__gte=today - dt.timedelta(days=LATELY),
            owner__state=OrganizationState.VERIFIED,
        )
        cards += [card_of(row) for row in rows.order_by("-expires_on", "pk")[:MOST_EXPIRED]]
    return tuple(cards)


def _views(misses: Sequence[NearMiss], mine: Listing, own: Side, actor: Actor) -> list[NearMissView]:
    ids = [UUID(miss.id) for miss in misses]
    others = {str(pk): listing for pk, listing in listings_visible_to(actor).in_bulk(ids).items()}
    views = []
    for miss in misses:
        other = others.get(miss.id)
        if other is None or is_tied_to_pair(actor, other):
            continue
        pair: dict[Side, Listing] = {own: mine, "offered" if own == "wanted" else "wanted": other}
        changes = tuple(_change(change, pair, actor) for change in miss.changes)
        sentence = outcome([change.clause for change in changes], TOP, miss.rank)
        terms = tuple(term.term for term in miss.terms)
        views.append(NearMissView(other, miss.score, miss.would_be, miss.rank, changes, terms, sentence))
    return views


def _change(change: Change, pair: Mapping[Side, Listing], actor: Actor) -> ChangeView:
    side: Side = "wanted" if change.detail["side"] == "wanted" else "offered"
    listing = pair[side]
    mine = actor.acts_for(listing.owner_id)
    return ChangeView(
        change.code,
        side,
        mine,
        change_clause(change, _who(side, mine, actor)),
        edit=listing if mine and can_edit_listing(actor, listing) else None,
    )


def _who(side: Side, mine: bool, actor: Actor) -> str:
    """How the reader calls a side: ours and theirs, or for staff by what it is."""
    if mine:
        return _("我方")
    return str(SideLabel(side).label) if actor.is_staff_member else _("对方")
