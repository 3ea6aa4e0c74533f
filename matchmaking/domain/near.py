"""Near misses of a need: offers that are no match today and would be one after one change or two.

Computed on request from public cards alone, told to the need's own people and to staff without a tie; nothing is
stored, and the owners of the offers learn nothing.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.states import OrganizationState
from matchmaking.choices import Side as SideLabel
from matchmaking.domain.changes import OFFERED_KINDS
from matchmaking.domain.encoder import card_of, day_number
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.matching import TOP
from matchmaking.domain.near_words import change_clause, outcome
from matchmaking.domain.onward import TOP as SERVICES
from matchmaking.domain.onward import services_of, serving
from matchmaking.domain.queries import matches_visible_to
from matchmaking.engine.index.found import CANDIDATES
from matchmaking.engine.index.near import Known
from matchmaking.engine.near import GOOD, NearMiss
from matchmaking.engine.steps import EXPIRY, INDUSTRY, LATELY, MODE, REGION, TRL, Change
from matchmaking.engine.types import Card, Side, Where
from matchmaking.rules import is_tied_to_pair, sees_near_misses
from matchmaking.states import MatchState
from projects.choices import Disclosure, ListingKind
from projects.domain.queries import listings_visible_to
from projects.models import KIND_MODELS, Listing
from projects.states import ListingState

COMPARED = frozenset({ListingState.PUBLISHED, ListingState.EXPIRED})  # needs that are, or were, in the market
SERVING_KINDS = serving(ListingKind.NEED)
MOST_EXPIRED = 200  # offers that expired last, which staff are shown beside the market
_FIELDS = {EXPIRY: "expires_on", MODE: "modes", INDUSTRY: "industries", TRL: "trl", REGION: "region"}
_BUDGETS: dict[Side, str] = {"wanted": "budget_band", "offered": "asking_price"}


@dataclass(frozen=True)
class ChangeView:
    """One change: whose listing would have to say otherwise and in which field, whether it is the reader's own, and
    the clause."""

    code: str
    side: Side
    field: str
    mine: bool
    clause: str


@dataclass(frozen=True)
class NearMissView:
    """An offer that would become a match: its score (0..1) now and then, its place then, and what has to change."""

    listing: Listing
    score: float
    would_be: float
    rank: int
    changes: tuple[ChangeView, ...]
    terms: tuple[str, ...]
    sentence: str


def near_misses(need: Listing, *, actor: Actor, limit: int = 5) -> list[NearMissView]:
    """The `limit` offers that come closest to the list of matches, the best first by the score they would have.

    None for who may not know them, and for a need that never was in the market.
    1. The engine looks through what the actor's own search may return, for staff also through what expired lately.
    2. What stands as a match is no near miss, even if it was declined; nor is what would fit badly even then.
    """
    if not sees_near_misses(actor, need) or need.state not in COMPARED:
        return []
    today = timezone.localdate()
    where = Where(
        disclosures=() if actor.is_member or actor.is_staff_member else (Disclosure.PUBLIC,),
        alive_on=day_number(today),
    )
    matched = _matched(need, actor)
    # offers of parties that a member of staff is tied to are dropped afterwards: others take their places
    most = CANDIDATES if actor.tied_ids else limit
    card = card_of(KIND_MODELS[need.kind].objects.get(pk=need.pk))
    copy, found = market_at_hand(), list[tuple[NearMiss, int]]()
    for market, kinds, k in (
        (copy.side("offered"), OFFERED_KINDS, TOP),
        (services_of(copy).market, SERVING_KINDS, SERVICES),
    ):
        known = Known(matched=matched, beside=_lately_expired(today, actor, kinds))
        misses = market.near(card, k, most, replace(where, kinds=tuple(kinds)), known)
        found += [(miss, k) for miss in misses if miss.would_be >= GOOD]
    found.sort(key=lambda each: (-each[0].would_be, each[0].id))
    return _views(found, need, actor)[:limit]


def _matched(need: Listing, actor: Actor) -> frozenset[str]:
    """Offers whose match with the need stands: who said no is no near miss."""
    matches = matches_visible_to(actor).filter(wanted=need.pk).exclude(state=MatchState.LAPSED)
    return frozenset(map(str, matches.values_list("offered_id", flat=True)))


def _lately_expired(today: dt.date, actor: Actor, kinds: Collection[str]) -> tuple[Card, ...]:
    """For staff, who see them: offers that their owners could renew."""
    if not actor.is_staff_member:
        return ()
    cards: list[Card] = []
    for kind in kinds:
        offers = listings_visible_to(actor, KIND_MODELS[kind]).filter(
            state=ListingState.EXPIRED,
            expires_on__gte=today - dt.timedelta(days=LATELY),
            owner__state=OrganizationState.VERIFIED,
        )
        cards += map(card_of, offers.order_by("-expires_on", "pk")[:MOST_EXPIRED])
    return tuple(cards)


def _views(found: Sequence[tuple[NearMiss, int]], need: Listing, actor: Actor) -> list[NearMissView]:
    """Those the actor may see as of now: the market at hand may be some seconds old. `found`: each near miss with how
    many its list takes."""
    offers = listings_visible_to(actor).in_bulk([UUID(miss.id) for miss, _k in found])
    views = []
    for miss, k in found:
        offer = offers.get(UUID(miss.id))
        if offer is None or is_tied_to_pair(actor, offer):
            continue
        changes = tuple(_change(change, {"wanted": need, "offered": offer}, actor) for change in miss.changes)
        sentence = outcome([change.clause for change in changes], k, miss.rank)
        terms = tuple(term.term for term in miss.terms)
        views.append(NearMissView(offer, miss.score, miss.would_be, miss.rank, changes, terms, sentence))
    return views


def _change(change: Change, pair: Mapping[Side, Listing], actor: Actor) -> ChangeView:
    side: Side = "wanted" if change.detail["side"] == "wanted" else "offered"
    mine = actor.acts_for(pair[side].owner_id)
    field = _FIELDS.get(change.code, _BUDGETS[side])
    clause = change_clause(change, _who(side, mine, actor), pair["offered"].kind)
    return ChangeView(change.code, side, field, mine, clause)


def _who(side: Side, mine: bool, actor: Actor) -> str:
    """How the reader calls a side: ours and theirs, or for staff by what it is."""
    if mine:
        return _("我方")
    return str(SideLabel(side).label) if actor.is_staff_member else _("对方")
