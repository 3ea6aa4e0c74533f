"""A run of the allocation over real applications: proposed, then approved or rejected; only approval moves anybody.

The arithmetic is in `allocation/`, which knows no Django. How well each pair fits is worked out by the caller: scores
belong to the matching, which this app does not know.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.choices import OrganizationKind, OrganizationSize
from enterprises.domain.numbers import new_number
from enterprises.models import Organization
from projects.choices import ListingKind
from projects.domain.allocation.files import inputs_from_json, published
from projects.domain.allocation.run import allocate
from projects.domain.allocation.types import AWAY, PLACED, SELECTED, SMALL, Entry, Inputs, Outcome, Place
from projects.domain.applications import free_places, lock_listings
from projects.domain.bookings import take_place
from projects.domain.outcomes import outcome_note
from projects.models import (
    Allocation,
    AllocationLine,
    AllocationTransition,
    Application,
    Booking,
    Listing,
    Scenario,
    Slot,
)
from projects.rules import can_allocate
from projects.states import (
    ALLOCATION_MOVES,
    APPLICATION_MOVES,
    BOOKING_MOVES,
    UNDECIDED_APPLICATIONS,
    AllocationState,
    ApplicationState,
    BookingState,
)

CAPITAL = "6201"  # GB/T 2260: the prefecture of the provincial capital, Lanzhou
_SMALL_SIZES = frozenset({OrganizationSize.SMALL, OrganizationSize.MICRO})
Row = Application | Booking


class Outdated(IllegalTransition):
    """Somebody applied or withdrew, or a place was given away, since the run."""

    code = "allocation_outdated"
    message = gettext_lazy("提出分配以后，申请或名额有变化。请驳回并重新分配。")


@dataclass(frozen=True)
class Shares:
    """Percent of each place's capacity kept for small firms and for those outside the provincial capital."""

    small: int = 20
    away: int = 20

    def reserved(self, capacity: int) -> dict[str, int]:
        """Places kept, rounded up in favour of the group."""
        return {SMALL: ceil(capacity * self.small / 100), AWAY: ceil(capacity * self.away / 100)}


def rows_to_allocate(listings: Collection[Listing]) -> list[Row]:
    """The undecided applications for these scenarios, and the unanswered requests for slots of these pilot bases."""
    ids = [listing.pk for listing in listings]
    applications = Application.objects.filter(scenario__in=ids, state__in=UNDECIDED_APPLICATIONS)
    bookings = Booking.objects.filter(slot__base__in=ids, state=BookingState.REQUESTED)
    return [
        *applications.select_related("achievement__owner", "scenario").order_by("pk"),
        *bookings.select_related("achievement__owner", "slot").order_by("pk"),
    ]


def propose_allocation(
    listings: Sequence[Listing], points: Mapping[UUID, int], *, shares: Shares, by: Actor
) -> Allocation:
    """Run the allocation and keep it as a proposal; nobody's application moves.

    `points`: by id of the application or booking. Scenarios are allocated together, one place per achievement; so are
    the slots of one pilot base. A run that follows a rejected one of the same listings draws with the same seed, so
    that nobody can reject until the lottery pleases.
    Raises NotAllowed for others than administrators without a tie to any party, Invalid when there is nothing to share
    out, and IllegalTransition while another proposal for one of the listings waits.
    """
    rows = rows_to_allocate(listings)
    check_may_allocate(by, listings, rows)
    if len({listing.kind for listing in listings}) != 1:
        raise Invalid({"listings": _("场景与中试基地请分开分配。")})
    if not rows:
        raise Invalid({"listings": _("没有等待分配的申请。")})
    if not 0 <= shares.small <= 100 or not 0 <= shares.away <= 100:
        raise Invalid({"small_share": _("保留比例应在 0 到 100 之间。")})
    with transaction.atomic():
        lock_listings([listing.pk for listing in listings])
        waiting = Allocation.objects.filter(listings__in=listings, state=AllocationState.PROPOSED)
        if waiting.exists():
            raise IllegalTransition(_("已有一份分配方案等待批准。"))
        inputs = _inputs(listings, rows, points, shares, _seed(listings))
        result = allocate(inputs)
        allocation = Allocation.objects.create(
            number=new_number("FP"),
            small_share=shares.small,
            away_share=shares.away,
            published=published(inputs, result),
            by_label=by.label,
        )
        allocation.listings.set(listings)
        AllocationTransition.objects.create(
            subject=allocation, old="", new=allocation.state, by_user_id=by.user_id, by_label=by.label
        )
        outcomes = {outcome.entry: outcome for outcome in result.outcomes}
        entries = {entry.id: entry for entry in inputs.entries}
        AllocationLine.objects.bulk_create(
            _line(allocation, row, entries[str(row.pk)], outcomes[str(row.pk)]) for row in rows
        )
    return allocation


def approve_allocation(allocation: Allocation, *, by: Actor, note: str = "") -> Allocation:
    """Put the proposal into force: the selected get their places, everybody is told why.

    Applications that were not selected wait, for a place may come free; those of an achievement that has a place are
    closed. Requests for slots that were not selected are refused, for the slot's days pass.
    Raises Outdated when an application or a place has changed since; then nothing is done.
    """
    listings = list(allocation.listings.all())
    with transaction.atomic():
        lock_listings([listing.pk for listing in listings])
        rows = rows_to_allocate(listings)
        check_may_allocate(by, listings, rows)
        move(allocation, AllocationState.APPROVED, table=ALLOCATION_MOVES, by=by, note=note.strip())
        inputs = inputs_from_json(allocation.published["inputs"])
        if not _still_so(inputs, listings, rows):
            raise Outdated()
        lines = {line.application_id or line.booking_id: line for line in allocation.lines.all()}
        for row in rows:
            _decide(row, lines[row.pk], by=by)
    return allocation


def reject_allocation(allocation: Allocation, *, by: Actor, note: str) -> Allocation:
    """Throw the proposal out, with a reason; everybody's application stands as before."""
    listings = list(allocation.listings.all())
    check_may_allocate(by, listings, rows_to_allocate(listings))
    if not note.strip():
        raise Invalid({"note": _("请写明不批准的理由。")})
    return move(allocation, AllocationState.REJECTED, table=ALLOCATION_MOVES, by=by, note=note.strip())


def groups_of(owner: Organization) -> frozenset[str]:
    """The groups that places are kept for, as far as the owner's register entry says."""
    small = owner.kind == OrganizationKind.ENTERPRISE and owner.size in _SMALL_SIZES
    away = bool(owner.region) and owner.region[:2] == CAPITAL[:2] and not owner.region.startswith(CAPITAL)
    away = away and owner.region[2:4] != "00"  # the province as a whole is nowhere in particular
    return frozenset(group for group, is_in in ((SMALL, small), (AWAY, away)) if is_in)


def check_may_allocate(by: Actor, listings: Iterable[Listing], rows: Iterable[Row]) -> None:
    """Raises NotAllowed for others than administrators without a tie to any party."""
    owners = {listing.owner_id for listing in listings} | {row.achievement.owner_id for row in rows}
    if not can_allocate(by, owners):
        raise NotAllowed(_("名额分配由与各方均无利益关系的管理员办理。"))


def _seed(listings: Sequence[Listing]) -> str:
    ids = {listing.pk for listing in listings}
    for before in Allocation.objects.filter(listings__in=listings).order_by("-proposed").distinct():
        if before.state == AllocationState.REJECTED and ids == set(
            before.listings.values_list("pk", flat=True)
        ):
            return str(before.published["inputs"]["seed"])
        break
    return secrets.token_hex(16)


def _inputs(
    listings: Sequence[Listing], rows: Sequence[Row], points: Mapping[UUID, int], shares: Shares, seed: str
) -> Inputs:
    places = tuple(
        Place(id, capacity, shares.reserved(capacity)) for id, capacity in _capacities(listings).items()
    )
    labels = _labels(rows)
    entries = tuple(
        Entry(
            id=str(row.pk),
            achievement=labels[row.achievement_id],
            place=_place(row),
            points=points[row.pk],
            groups=groups_of(row.achievement.owner),
        )
        for row in rows
    )
    return Inputs(seed, places, entries, _settled(rows))


def _capacities(listings: Sequence[Listing]) -> dict[str, int]:
    """Free places by id of the scenario or slot."""
    ids = [listing.pk for listing in listings]
    if listings[0].kind == ListingKind.SCENARIO:
        return {str(each.pk): free_places(each) for each in Scenario.objects.filter(pk__in=ids)}
    asked = Slot.objects.filter(base__in=ids, bookings__state=BookingState.REQUESTED).distinct()
    return {str(slot.pk): slot.free for slot in asked}


def _labels(rows: Sequence[Row]) -> dict[UUID, str]:
    """What the published file calls each achievement: its id would lead to its page, and so to who applied."""
    labels: dict[UUID, str] = {}
    for row in sorted(rows, key=lambda row: str(row.pk)):
        labels.setdefault(row.achievement_id, f"a{len(labels) + 1}")
    return labels


def _settled(rows: Sequence[Row]) -> frozenset[str]:
    """Achievements that were selected for a scenario already; a pilot base may be booked as often as one likes."""
    labels = _labels(rows)
    selected = Application.objects.filter(
        achievement__in=[row.achievement_id for row in rows if isinstance(row, Application)],
        state=ApplicationState.SELECTED,
    )
    return frozenset(labels[pk] for pk in selected.values_list("achievement_id", flat=True))


def _place(row: Row) -> str:
    return str(row.scenario_id if isinstance(row, Application) else row.slot_id)


def _line(allocation: Allocation, row: Row, entry: Entry, outcome: Outcome) -> AllocationLine:
    is_application = isinstance(row, Application)
    return AllocationLine(
        allocation=allocation,
        application_id=row.pk if is_application else None,
        booking_id=None if is_application else row.pk,
        owner_id=row.achievement.owner_id,
        points=entry.points,
        groups=sorted(entry.groups),
        ticket=outcome.ticket,
        reason=outcome.reason,
        needed=outcome.needed,
    )


def _still_so(inputs: Inputs, listings: Sequence[Listing], rows: Sequence[Row]) -> bool:
    """Are the applications, the free places and who is settled as they were when the run was made?"""
    capacities = _capacities(listings)
    return (
        {entry.id for entry in inputs.entries} == {str(row.pk) for row in rows}
        and all(capacities.get(place.id) == place.capacity for place in inputs.places)
        and inputs.settled == _settled(rows)
    )


def _decide(row: Row, line: AllocationLine, *, by: Actor) -> None:
    note = outcome_note(line)
    selected = line.reason == SELECTED
    if isinstance(row, Booking):
        if selected:
            take_place(row, by=by, note=note)
        else:
            move(row, BookingState.REFUSED, table=BOOKING_MOVES, by=by, note=note)
        return
    new = ApplicationState.SELECTED if selected else ApplicationState.WAITING
    if line.reason == PLACED:
        new = ApplicationState.NOT_SELECTED
    if row.state != new:  # who waits already goes on waiting
        move(row, new, table=APPLICATION_MOVES, by=by, note=note)
