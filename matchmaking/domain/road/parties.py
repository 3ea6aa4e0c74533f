"""Who may be named for a step, and why they fit."""

from collections.abc import Iterable, Sequence
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
from matchmaking.domain.road.types import LIFTING, TOP_LEVEL, Candidate, Reason, reason
from matchmaking.models import Road, RoadStep
from projects.domain.catalogue import finance_products_visible_to, first_sets_visible_to
from projects.models import Achievement, FinanceProduct, FirstSetItem, Listing, Need

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
        return _items(achievement)
    if step.kind == StepKind.FINANCE:
        return _products(need, step.trl_before, step.road)
    found = [
        each
        for each in of_kind(candidates_for(achievement, need), step.kind)
        if each.covers(step.trl_before, step.trl_after)
    ]
    return _seen(found, by)


def choices_by_kind(road: Road, *, by: Actor) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """(kind, who could take such a step, with the levels it takes), for a step that has no levels yet."""
    need, achievement = pair_of(road.docking.match)
    candidates = candidates_for(achievement, need)
    return [
        *((kind, _seen(of_kind(candidates, kind), by, levels=True)) for kind in LIFTING),
        (StepKind.FIRST_SET, _items(achievement)),
        (StepKind.FINANCE, _products(need, road.trl_to, road)),
    ]


def _seen(found: Sequence[Candidate], by: Actor, *, levels: bool = False) -> list[tuple[UUID, str]]:
    seen = parties_as_read_by(by, [each.id for each in found])
    return [
        (each.id, _told(f"{seen[each.id].title} · {seen[each.id].owner.name}", each if levels else None))
        for each in found
        if each.id in seen
    ][:MOST_CHOICES]


def _told(name: str, candidate: Candidate | None) -> str:
    """A name, with the levels the candidate takes where it has said them."""
    if candidate is None or (candidate.low is None and candidate.high is None):
        return name
    band = {"low": candidate.low or 1, "high": candidate.high or TOP_LEVEL}
    return _("%(name)s（%(low)s 至 %(high)s 级）") % {"name": name, **band}


def _items(achievement: Achievement) -> list[tuple[UUID, str]]:
    return [(item.pk, item.product) for _score, item, _fits in scored_items(achievement)][:MOST_CHOICES]


def _products(need: Need, level: int, road: Road) -> list[tuple[UUID, str]]:
    ranked = ranked_products(need, level, road.trl_from, _cost(road.steps.all()))
    return [(row.pk, f"{row.name} · {row.institution.name}") for row, _lacks in ranked][:MOST_CHOICES]


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
