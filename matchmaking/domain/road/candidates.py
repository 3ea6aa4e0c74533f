"""Who could take a step: pilot bases and scenarios in the market, scored by the engine that makes the matches."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from matchmaking.choices import StepKind
from matchmaking.domain.encoder import card_of, day_number
from matchmaking.domain.market import market_at_hand
from matchmaking.domain.onward import asking, services_of, serving
from matchmaking.domain.road.types import Candidate, Reason, Window
from matchmaking.engine.gates import SAME_OWNER, gates
from matchmaking.engine.ranker import score_cards
from matchmaking.engine.types import Scored, Where
from matchmaking.engine.vectors import similarity
from projects.choices import ListingKind
from projects.domain.applications import scenario_takes_applications
from projects.models import Achievement, Listing, Need, PilotBase, Scenario, Slot
from projects.states import SlotState

MOST = 50  # of a kind, the best by the engine
MOST_COMPARED = 500  # others that are scored one by one, 0.1 ms each, to say which came closest
PROOF = "proof"  # vocabulary pilot_kind: a proof-of-concept centre
_TOLD = ("text", "industry", "region")  # parts that say something of the two cards beside the levels


def candidates_for(achievement: Achievement, need: Need) -> list[Candidate]:
    """The MOST best pilot bases and scenarios for the achievement, those below the engine's floor too, as near misses.

    Read from public cards alone; of the need only its level, its place and its budget count, and those are on its card.
    """
    found = _scored(achievement)
    bases = PilotBase.objects.in_bulk([UUID(id) for id in found])
    scenarios = Scenario.objects.select_related("owner").in_bulk([UUID(id) for id in found])
    slots = _windows(bases)
    rows: list[Candidate] = []
    for id, (scored, fits) in found.items():
        pk = UUID(id)
        if (base := bases.get(pk)) is not None:
            kind = StepKind.CONCEPT if base.base_kind == PROOF else StepKind.PILOT
            rows.append(
                Candidate(
                    kind,
                    pk,
                    scored.score,
                    fits,
                    low=base.trl_from,
                    high=base.trl_to,
                    near=_near(base, need, achievement),
                    windows=slots.get(pk, ()),
                    reasons=_reasons(scored),
                )
            )
        elif (scenario := scenarios.get(pk)) is not None and scenario_takes_applications(scenario):
            rows.append(
                Candidate(
                    StepKind.SCENARIO,
                    pk,
                    scored.score,
                    fits,
                    near=_near(scenario, need, achievement),
                    windows=_period(scenario),
                    reasons=_reasons(scored),
                )
            )
    return rows


def _scored(achievement: Achievement) -> dict[str, tuple[Scored, bool]]:
    """Services of every kind by id with their score, and whether the engine calls it a match."""
    copy = market_at_hand()
    services, card = services_of(copy), asking(card_of(achievement))
    found: dict[str, tuple[Scored, bool]] = {}
    wanted = serving(ListingKind.ACHIEVEMENT)
    for kind in wanted:
        where = Where(kinds=(kind,), alive_on=day_number(timezone.localdate()))
        found |= {each.id: (each, True) for each in services.market.search(card, MOST, where)}
    rest = {id for id, kind in services.kinds.items() if kind in wanted} - found.keys()
    if len(rest) > MOST_COMPARED:
        return found
    row, weights = copy.stats.wanted_row(card), services.market.weights
    for id in rest:
        other = services.market.get(id)
        if other is None or SAME_OWNER in gates(card, other):
            continue
        cosine = similarity(row, copy.stats.offered_row(other))
        found[id] = score_cards(card, other, cosine, id=id, weights=weights), False
    return found


def _windows(bases: Mapping[UUID, Any]) -> dict[UUID, tuple[Window, ...]]:
    """Slots with a free place that are not over, the earliest first, by base."""
    today = timezone.localdate()
    slots = Slot.objects.filter(
        base__in=list(bases), state=SlotState.OPEN, starts_on__gte=today, taken__lt=F("places")
    ).order_by("starts_on", "price", "pk")
    found: dict[UUID, list[Window]] = {}
    for slot in slots:
        found.setdefault(slot.base_id, []).append(Window(slot.starts_on, slot.ends_on, slot.price))
    return {pk: tuple(windows) for pk, windows in found.items()}


def _period(scenario: Scenario) -> tuple[Window, ...]:
    return (Window(scenario.starts_on, scenario.ends_on),) if scenario.starts_on else ()


def _near(service: Listing, need: Listing, achievement: Listing) -> int:
    """0 in the need's prefecture, 1 in the achievement's, else 2."""
    for rank, region in enumerate((need.region, achievement.region)):
        if region and service.region[:4] == region[:4]:
            return rank
    return 2


def _reasons(scored: Scored) -> tuple[Reason, ...]:
    """What the engine says of the two cards, the shared words first; shaped as the parts of a match."""
    words = [term.term for term in scored.terms]
    told = [part for part in scored.parts if part.code in _TOLD and part.weight > 0]
    parts = [{"code": part.code, "reason": part.reason, "detail": dict(part.detail)} for part in told]
    shared = [{"code": "terms", "reason": "terms", "detail": {"words": words}}] if words else []
    return (*shared, *parts)


def kind_of(listing: Listing) -> str | None:
    """Which step a pilot base or scenario takes; None for other listings."""
    if listing.kind == ListingKind.SCENARIO:
        return StepKind.SCENARIO
    if listing.kind != ListingKind.PILOT_BASE:
        return None
    proof = PilotBase.objects.filter(pk=listing.pk, base_kind=PROOF).exists()
    return StepKind.CONCEPT if proof else StepKind.PILOT


def of_kind(candidates: Iterable[Candidate], kind: str) -> list[Candidate]:
    """Those that fit and take such a step, the best first."""
    fitting = [each for each in candidates if each.fits and each.kind == kind]
    return sorted(fitting, key=lambda each: (-each.score, each.near, str(each.id)))
