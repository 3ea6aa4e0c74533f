"""How far each step of a road has come: read off bookings, applications and the transfer project of its docking."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from enterprises.actors import Actor
from matchmaking.choices import StepKind
from matchmaking.models import Road, RoadStep
from matchmaking.states import RoadState, StepState
from projects.choices import EvidenceKind
from projects.domain.service_queries import applications_visible_to, bookings_visible_to
from projects.models import Application, Booking, Evidence, FundingSource
from projects.states import ApplicationState, BookingState, ProjectStage

_BOOKED: dict[str, StepState] = {
    BookingState.REQUESTED: StepState.ASKED,
    BookingState.CONFIRMED: StepState.BOOKED,
    BookingState.DONE: StepState.DONE,
}
_APPLIED: dict[str, StepState] = {
    ApplicationState.SUBMITTED: StepState.ASKED,
    ApplicationState.WAITING: StepState.ASKED,
    ApplicationState.SELECTED: StepState.BOOKED,
}
_ORDER = list(StepState)
_IN_INDUSTRY = frozenset({ProjectStage.APPLICATION, ProjectStage.UPGRADE})


def step_states(road: Road, steps: Sequence[RoadStep], actor: Actor) -> dict[UUID, StepState]:
    """By step. Once both sides have adopted the road each sees how far it has come; before, only as far as the actor
    sees the bookings and applications themselves. At most four queries, however many steps there are.

    * proof of concept, pilot run: a booking of the achievement there; done when its results are reported;
    * scenario: an application there; done when the transfer project holds its report;
    * first set: done when the transfer project is in industrial application;
    * money: done when the transfer project names the product or its institution among its sources.
    """
    served = _served(road, steps, actor)
    shown = _shown(road) if any(step.kind == StepKind.SCENARIO for step in steps) else False
    sources = _sources(road) if any(step.product_id for step in steps) else frozenset()
    found: dict[UUID, StepState] = {}
    for step in steps:
        if not step.filled:
            found[step.pk] = StepState.OPEN
        elif step.kind == StepKind.FIRST_SET:
            found[step.pk] = StepState.DONE if _in_industry(road) else StepState.PLANNED
        elif step.product is not None:
            names = {step.product.name, step.product.institution.name}
            found[step.pk] = StepState.DONE if names & sources else StepState.PLANNED
        else:
            state = served.get(step.listing_id, StepState.PLANNED)
            found[step.pk] = StepState.DONE if step.kind == StepKind.SCENARIO and shown else state
    return found


def _served(road: Road, steps: Sequence[RoadStep], actor: Actor) -> Mapping[UUID | None, StepState]:
    """By pilot base or scenario, the furthest of the achievement's bookings or applications there."""
    achievement = road.docking.match.offered_id
    ids = [step.listing_id for step in steps if step.listing_id]
    bookings: QuerySet[Booking] = _all_or_seen(road, Booking.objects.all(), bookings_visible_to(actor))
    applications: QuerySet[Application] = _all_or_seen(
        road, Application.objects.all(), applications_visible_to(actor)
    )
    found: dict[UUID | None, StepState] = {}
    for pk, state in [
        *_states(bookings.filter(achievement=achievement, slot__base__in=ids), "slot__base", _BOOKED),
        *_states(applications.filter(achievement=achievement, scenario__in=ids), "scenario", _APPLIED),
    ]:
        found[pk] = max(found.get(pk, StepState.PLANNED), state, key=_ORDER.index)
    return found


def _all_or_seen(road: Road, rows: QuerySet[Any], seen: QuerySet[Any]) -> QuerySet[Any]:
    return rows if road.state == RoadState.ADOPTED else seen


def _states(rows: QuerySet[Any], place: str, known: Mapping[str, StepState]) -> list[tuple[UUID, StepState]]:
    pairs = rows.filter(state__in=list(known)).order_by().values_list(place, "state")
    return [(pk, known[state]) for pk, state in pairs]


def _shown(road: Road) -> bool:
    """Does the transfer project hold the report of a scenario?"""
    rows = Evidence.objects.filter(project=road.docking.project_id, kind=EvidenceKind.SCENARIO_REPORT)
    return road.docking.project_id is not None and rows.exists()


def _in_industry(road: Road) -> bool:
    project = road.docking.project
    return project is not None and project.state in _IN_INDUSTRY


def _sources(road: Road) -> frozenset[str]:
    """Names of where the money of the transfer project comes from."""
    rows = FundingSource.objects.filter(project=road.docking.project_id)
    return frozenset(rows.values_list("name", flat=True)) if road.docking.project_id else frozenset()
