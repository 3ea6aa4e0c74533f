"""Who may be named for a step, and why they fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import ANONYMOUS, Actor
from matchmaking.choices import StepKind
from matchmaking.domain.road.candidates import candidates_for, kind_of, of_kind
from matchmaking.domain.road.closing import (
    item_reasons,
    product_reasons,
    ranked_products,
    scored_items,
)
from matchmaking.domain.road.propose import pair_of
from matchmaking.domain.road.queries import parties_as_read_by, parties_offered_to
from matchmaking.domain.road.types import Reason, reason
from matchmaking.models import Road, RoadStep
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to
from projects.models import FinanceProduct, FirstSetItem, Listing

MOST_CHOICES = 20


@dataclass(frozen=True)
class Party:
    """What a step names, and in which of its columns."""

    column: str
    row: Listing | FirstSetItem | FinanceProduct


def party_of(step: RoadStep, pk: UUID, *, by: Actor) -> Party:
    """The row behind an id. Raises Invalid, in the same words, for what is not there, not to be seen by the actor, or
    takes another kind of step."""
    row: Listing | FirstSetItem | FinanceProduct | None
    if step.kind == StepKind.FIRST_SET:
        column, row = "item", first_sets_visible_to(ANONYMOUS).filter(pk=pk).first()
    elif step.kind == StepKind.FINANCE:
        column, row = "product", finance_products_visible_to(ANONYMOUS).filter(pk=pk).first()
    else:
        column, row = "listing", parties_offered_to(by).filter(pk=pk).first()
        row = row if row is not None and kind_of(row) == step.kind else None
    if row is None:
        raise Invalid({"party": _("没有这样的承担方，或者它不承担这一步。")})
    return Party(column, row)


def choices_for(step: RoadStep, *, by: Actor) -> list[tuple[UUID, str]]:
    """(id, name) of who could take the step, the best first; not more than MOST_CHOICES."""
    need, achievement = pair_of(step.road.docking.match)
    if step.kind == StepKind.FIRST_SET:
        return [(item.pk, item.product) for _score, item, _fits in scored_items(achievement)][:MOST_CHOICES]
    if step.kind == StepKind.FINANCE:
        ranked = ranked_products(need, step.trl_before, step.road.trl_from, _cost(step.road.steps.all()))
        return [(row.pk, f"{row.name} · {row.institution.name}") for row, _lacks in ranked][:MOST_CHOICES]
    found = [
        each.id
        for each in of_kind(candidates_for(achievement, need), step.kind)
        if each.covers(step.trl_before, step.trl_after)
    ]
    seen = parties_as_read_by(by, found)
    return [(pk, f"{seen[pk].title} · {seen[pk].owner.name}") for pk in found if pk in seen][:MOST_CHOICES]


def reasons_for(step: RoadStep, party: Party, road: Road) -> list[Reason]:
    """Why the party fits the step; that somebody chose it, where the engine says nothing for it."""
    need, achievement = pair_of(road.docking.match)
    row = party.row
    if isinstance(row, FirstSetItem):
        scores = {item.pk: score for score, item, fits in scored_items(achievement) if fits}
        return list(item_reasons(row, scores[row.pk])) if row.pk in scores else [reason("chosen")]
    if isinstance(row, FinanceProduct):
        cost = _cost(road.steps.all())
        lacks = dict(ranked_products(need, step.trl_before, road.trl_from, cost)).get(row, [])
        return [reason("chosen"), *lacks] if lacks else list(product_reasons(row, need, cost))
    known = {each.id: each for each in candidates_for(achievement, need) if each.fits}
    lifts = reason("lifts", before=step.trl_before, after=step.trl_after)
    found = known.get(row.pk)
    return [lifts, *found.reasons] if found else [reason("chosen"), lifts]


def _cost(steps: Iterable[RoadStep]) -> Decimal | None:
    costs = [step.cost for step in steps if step.cost is not None]
    return sum(costs, Decimal(0)) if costs else None
