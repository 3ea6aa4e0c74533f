"""Services: pilot bases that lift an achievement's readiness level, scenarios that would try it, and capabilities of
labs that could do what a need asks for where nobody has done it yet.

The same engine, cards and match table as for needs and achievements. Services are few: they stand in no published
index: a process keeps them in memory, and when one changes the lists of all that want its kind are written anew, in
blocks that are jobs. So again nothing depends on the order in which things came in.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from config.kernel.jobs import enqueue
from matchmaking.choices import ONWARD_KINDS
from matchmaking.domain.changes import SIDE_KINDS, in_market
from matchmaking.domain.copy import Copy
from matchmaking.domain.encoder import card_of
from matchmaking.domain.market import current_market
from matchmaking.domain.progress import advance_run
from matchmaking.domain.table import Lists, lapse_matches, lock_lists, write_lists
from matchmaking.engine.index.market import Market
from matchmaking.engine.ranker import score_cards
from matchmaking.engine.types import Card, Scored, Where
from matchmaking.engine.vectors import similarity
from matchmaking.models import Match, MatchRun
from matchmaking.states import RunState
from projects.choices import ListingKind
from projects.models import KIND_MODELS, Achievement, Listing, PilotBase

TOP = 10  # of each kind of service kept per wanted listing
OFFERING = sorted({offered for _wanted, offered in ONWARD_KINDS.values()})
WANTING = sorted({wanted for wanted, _offered in ONWARD_KINDS.values()})
_lock = threading.Lock()
_held: dict[tuple[str, frozenset[tuple[UUID, int]]], "Services"] = {}  # at most one


@dataclass(frozen=True)
class Services:
    """All services in the market, searchable; by id the kind of each, and from which level to which a base lifts."""

    market: Market
    kinds: Mapping[str, str]
    bands: Mapping[str, tuple[int | None, int | None]]

    def lifting(self, level: int | None) -> frozenset[str]:
        """Pilot bases that take an achievement of this level higher; those that do not say, and all for one that does
        not say."""
        return frozenset(
            id for id, (low, high) in self.bands.items() if level is None or _within(level, low, high)
        )


def match_onward(copy: Copy, ids: Collection[str], run: MatchRun) -> int:
    """Write the lists of services of these needs and achievements as of now; returns how many undecided matches stand
    in them. Call with the lists locked."""
    services = services_of(copy)
    written = 0
    for relation, (wanted, offered) in ONWARD_KINDS.items():
        asking_side = market_of(copy, wanted)
        lists = _best(asking_side, services, ids, wanted, offered)
        both = replace(copy, wanted=asking_side, offered=services.market)
        written += write_lists(lists, copy=both, run=run, learned={}, relation=relation)
    return written


def match_service(listing: Listing) -> MatchRun:
    """A service entered, changed in, or left the market: the lists of all that want its kind, in blocks."""
    with transaction.atomic():
        run = MatchRun.objects.create(listing=listing, model_version=current_market().model.version)
        if not in_market(Listing.objects.filter(pk=listing.pk)).exists():
            lapse_matches(listing)
        total = enqueue_onward(run, wanting(listing.kind))
        MatchRun.objects.filter(pk=run.pk).update(total=total, steps=onward_blocks(total))
        if not total:
            MatchRun.objects.filter(pk=run.pk).update(state=RunState.DONE, finished=Now())
    return run


def wanting(kind: str) -> list[str]:
    """The kinds of listings that want services of `kind`."""
    return sorted({wanted for wanted, offered in ONWARD_KINDS.values() if offered == kind})


def serving(kind: str) -> list[str]:
    """The kinds of services that listings of `kind` want."""
    return sorted({offered for wanted, offered in ONWARD_KINDS.values() if wanted == kind})


def enqueue_onward(run: MatchRun, kinds: Collection[str] = WANTING) -> int:
    """Write a job for each block of listings of `kinds` in the market; returns how many listings there are."""
    rows = in_market(Listing.objects.filter(kind__in=kinds)).order_by("pk")
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
    for start in range(0, len(ids), settings.MATCH_BLOCK):
        enqueue("match_onward", run_id=str(run.pk), wanted_ids=ids[start : start + settings.MATCH_BLOCK])
    return len(ids)


def match_onward_block(run_id: UUID, wanted_ids: list[str]) -> None:
    """One block of needs and achievements. Quiet when the run is gone."""
    with transaction.atomic():
        run = MatchRun.objects.filter(pk=run_id).first()
        if run is None:
            return
        lock_lists(wanted_ids)
        written = match_onward(current_market(), wanted_ids, run)
        advance_run(run_id, steps_done=1, done=len(wanted_ids), matches=written)


def there_is_onward() -> bool:
    """Is any service offered, or does a match stand with one that was?"""
    offered = in_market(Listing.objects.filter(kind__in=OFFERING))
    return offered.exists() or Match.objects.filter(relation__in=list(ONWARD_KINDS)).exists()


def onward_scores(achievements: Iterable[Achievement], service: Listing) -> dict[UUID, float]:
    """How well each achievement fits one pilot base or scenario (0..1), whatever the floor of a search says; from
    public cards, as every score."""
    copy = current_market()
    offered = card_of(KIND_MODELS[service.kind]._default_manager.get(pk=service.pk))
    row, weights = copy.stats.offered_row(offered), copy.offered.weights
    scores = {}
    for each in achievements:
        card = asking(card_of(each))
        cosine = similarity(copy.stats.wanted_row(card), row)
        scores[each.pk] = score_cards(card, offered, cosine, id=offered.id, weights=weights).score
    return scores


def market_of(copy: Copy, kind: str) -> Market:
    """The market in which listings of `kind`, which want a service, stand themselves."""
    return copy.wanted if kind in SIDE_KINDS["wanted"] else copy.offered


def asking(card: Card) -> Card:
    """An achievement's card as one that wants something: the modes and the price under which it is itself to be had say
    nothing about that."""
    return replace(card, modes=(), budget=None)


def services_of(copy: Copy) -> Services:
    """The services in the market, kept by this process until one comes, goes or changes."""
    rows = in_market(Listing.objects.filter(kind__in=OFFERING)).values_list("pk", "revision")
    key = copy.model.version, frozenset(rows)
    with _lock:
        if key not in _held:
            _held.clear()
            _held[key] = _read(copy)
        return _held[key]


def _read(copy: Copy) -> Services:
    market = Market(copy.stats, "offered", weights=copy.offered.weights)
    bands, kinds = {}, {}
    for kind in OFFERING:
        for listing in in_market(KIND_MODELS[kind]._default_manager.all()):
            market.upsert(card_of(listing), listing.revision)
            kinds[str(listing.pk)] = kind
            if isinstance(listing, PilotBase):
                bands[str(listing.pk)] = listing.trl_from, listing.trl_to
    return Services(market, kinds, bands)


def _best(market: Market, services: Services, ids: Collection[str], wanted: str, kind: str) -> Lists:
    """The best services of one kind for each of these listings of the kind `wanted`; none for one that has left the
    market."""
    cards = {
        id: card if wanted == ListingKind.NEED else asking(card)
        for id in ids
        if (card := market.get(id)) is not None and card.kind == wanted
    }
    found: dict[str, list[Scored]] = {}
    for level in {card.trl for card in cards.values()}:
        group = {id: card for id, card in cards.items() if card.trl == level}
        allowed = services.lifting(level) if kind == ListingKind.PILOT_BASE else None
        where = Where(kinds=(kind,), ids=allowed)
        found |= zip(group, services.market.search_many(list(group.values()), TOP, where), strict=True)
    return found


def _within(level: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= level) and (high is None or level < high)


def onward_blocks(total: int) -> int:
    """Into how many jobs so many listings are cut."""
    return -(-total // settings.MATCH_BLOCK)
