"""A step of a road as its picture shows it, for one reader, whether it was proposed or stands in the plan."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label
from matchmaking.choices import StepKind
from matchmaking.domain.road.progress import step_states
from matchmaking.domain.road.queries import parties_as_read_by
from matchmaking.domain.road.types import Proposal, Reason
from matchmaking.domain.road.words import reason_words
from matchmaking.models import Road, RoadStep
from matchmaking.states import StepState
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to
from projects.models import FinanceProduct, FirstSetItem, Listing


@dataclass(frozen=True)
class Named:
    """What a step names, as the reader may know it."""

    title: str
    kind: str = ""  # listing, item or product; empty where the reader may not open it
    pk: UUID | None = None
    who: str = ""
    place: str = ""


@dataclass(frozen=True)
class StepView:
    """One step. `filled` is whether somebody takes it; where nobody does, `named` came closest."""

    kind: str
    before: int
    after: int
    filled: bool
    named: Named | None
    reasons: Sequence[tuple[str, bool]]
    state: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    cost: Decimal | None = None
    note: str = ""
    why: str = ""
    months: int | None = None
    pk: UUID | None = None
    party_id: UUID | None = None

    @property
    def label(self) -> str:
        return str(StepKind(self.kind).label)

    @property
    def state_label(self) -> str:
        return str(StepState(self.state).label)


Parties = Mapping[UUID, Listing | FirstSetItem | FinanceProduct]


def views_of_proposal(proposal: Proposal, actor: Actor) -> list[StepView]:
    """The steps of a proposal."""
    parties = _parties(
        actor,
        [step.listing for step in proposal.steps],
        [step.item for step in proposal.steps],
        [step.product for step in proposal.steps],
    )
    return [
        StepView(
            step.kind,
            step.before,
            step.after,
            step.filled,
            _named(step.listing or step.item or step.product, parties),
            _words(step.reasons),
            StepState.PLANNED if step.filled else StepState.OPEN,
            step.starts_on,
            step.ends_on,
            step.cost,
            party_id=step.listing or step.item or step.product,
        )
        for step in proposal.steps
    ]


def views_of_road(road: Road, actor: Actor) -> list[StepView]:
    """The steps of the plan of a docking, with how far each has come."""
    steps = list(road.steps.select_related("item", "product__institution").order_by("position"))
    states = step_states(road, steps, actor)
    return views_of_steps(steps, actor, states)


def views_of_steps(
    steps: Sequence[RoadStep], actor: Actor, states: Mapping[UUID, StepState]
) -> list[StepView]:
    parties = _parties(
        actor,
        [step.listing_id for step in steps],
        [step.item_id for step in steps],
        [step.product_id for step in steps],
    )
    return [
        StepView(
            step.kind,
            step.trl_before,
            step.trl_after,
            step.filled,
            _named(step.listing_id or step.item_id or step.product_id, parties),
            [*([(step.why, True)] if step.why else []), *_words(step.reasons)],
            states[step.pk],
            step.starts_on,
            step.ends_on,
            step.cost,
            note=step.note,
            why=step.why,
            months=step.months,
            pk=step.pk,
            party_id=step.listing_id or step.item_id or step.product_id,
        )
        for step in steps
    ]


def _words(reasons: Iterable[Reason]) -> list[tuple[str, bool]]:
    return reason_words(reasons)


def _parties(
    actor: Actor,
    listings: Iterable[UUID | None],
    items: Iterable[UUID | None],
    products: Iterable[UUID | None],
) -> dict[UUID, Any]:
    """What the steps name, by id, as far as the reader sees it: three queries at most."""
    found: dict[UUID, Any] = {}
    if ids := [pk for pk in listings if pk]:
        found |= parties_as_read_by(actor, ids)
    if ids := [pk for pk in items if pk]:
        found |= first_sets_visible_to(actor).in_bulk(ids)
    if ids := [pk for pk in products if pk]:
        found |= finance_products_visible_to(actor).in_bulk(ids)
    return found


def _named(pk: UUID | None, parties: Parties) -> Named | None:
    if pk is None:
        return None
    row = parties.get(pk)
    if row is None:
        return Named(_("（已不对外展示）"))
    if isinstance(row, FirstSetItem):
        return Named(row.product, "item", pk, row.catalogue)
    if isinstance(row, FinanceProduct):
        return Named(row.name, "product", pk, row.institution.name)
    place = term_label("region", row.region) if row.region else ""
    return Named(row.title, "listing", pk, row.owner.name, place)
