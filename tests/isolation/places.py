"""Slots, bookings, applications and allocations of two tenants: the first offers places, the second wants them."""

from enterprises.actors import Actor
from enterprises.models import Organization
from projects.domain.allocations import Shares, approve_allocation, propose_allocation
from projects.domain.bookings import confirm_booking, report_booking
from projects.domain.slots import close_slot
from projects.models import Application, Listing, Slot
from tests.factories import make_application, make_booking, make_listing, make_scenario, make_slot, writer_for
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows


def places_of(offering: Organization, wanting: Organization, letter: str, admin: Actor) -> Rows:
    """What the one wants to do there is read by both and by staff: it holds a canary of `letter`, the wanting one."""
    words = canary(letter, "given")
    base = make_listing("pilot_base", owner=offering, title="可预约的中试线", services=["process"])
    slot = make_slot(base=base, places=1)
    requested, confirmed = (
        make_booking(slot=each, achievement=_achievement(wanting), purpose=words)
        for each in (slot, make_slot(base=base, places=1))
    )
    confirm_booking(confirmed, by=writer_for(offering))
    open_ = make_scenario(owner=offering, title="名额够的场景", places=3)
    crowded, past = (make_scenario(owner=offering, title=f"名额不够的场景{n}", places=1) for n in range(2))
    submitted = make_application(scenario=open_, achievement=_achievement(wanting), plan=words)
    proposed, decided = (_allocation(scenario, wanting, words, admin) for scenario in (crowded, past))
    approve_allocation(decided, by=admin)
    _the_other_way_round(offering, wanting, admin)
    return {
        "base": str(base.pk),
        "slot": str(slot.pk),
        "slot[closed]": str(close_slot(make_slot(base=base), by=writer_for(offering)).pk),
        "slot[hidden]": str(_hidden_slot(offering).pk),
        "booking[requested]": str(requested.pk),
        "booking[confirmed]": str(confirmed.pk),
        "scenario[open]": str(open_.pk),
        "application[submitted]": str(submitted.pk),
        "application[selected]": str(Application.objects.get(scenario=past, state="selected").pk),
        "allocation[proposed]": str(proposed.pk),
        "allocation[approved]": str(decided.pk),
        "entry": str(_achievement(wanting).pk),
    }


def _hidden_slot(owner: Organization) -> Slot:
    """Of a base that is a draft: only its own people see it."""
    base = make_listing(
        "pilot_base", owner=owner, title="还是草稿的中试线", services=["process"], publish=False
    )
    return make_slot(base=base)


def _the_other_way_round(offering: Organization, wanting: Organization, admin: Actor) -> None:
    """So that the first tenant too has a booking with results and a line of an allocation, as the admin shows them."""
    base = make_listing("pilot_base", owner=wanting, title="对方的中试线", services=["process"])
    booking = make_booking(slot=make_slot(base=base), achievement=_achievement(offering))
    confirm_booking(booking, by=writer_for(wanting))
    results = [{"indicator": "收率", "before": "71", "after": "86"}]
    report_booking(booking, results=results, trl_reached=7, by=writer_for(wanting))
    close_slot(booking.slot, by=writer_for(wanting))
    application = make_application(
        scenario=make_scenario(owner=wanting, title="对方的场景"), achievement=_achievement(offering)
    )
    listing = Listing.objects.get(pk=application.scenario_id)
    points = {application.pk: 5000}
    approve_allocation(propose_allocation([listing], points, shares=Shares(0, 0), by=admin), by=admin)


def _achievement(owner: Organization) -> Listing:
    return make_listing("achievement", owner=owner, title="要验证的成果", trl=5)


def _allocation(scenario: Listing, wanting: Organization, words: str, admin: Actor):  # type: ignore[no-untyped-def]
    """Two apply for one place."""
    rows = [
        make_application(scenario=scenario, achievement=_achievement(wanting), plan=words) for _n in range(2)
    ]
    points = {row.pk: 1000 * n for n, row in enumerate(rows, start=1)}
    listing = Listing.objects.get(pk=scenario.pk)
    return propose_allocation([listing], points, shares=Shares(0, 0), by=admin)
