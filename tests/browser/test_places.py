"""The pages of slots, bookings, applications and allocations in a real browser: nothing breaks, nothing overflows."""

import pytest

from enterprises.actors import actor_for_user
from matchmaking.domain.allocation import allocate_places
from projects.domain.allocations import Shares, approve_allocation
from projects.domain.bookings import confirm_booking
from projects.models import Allocation, Listing
from tests.browser.conftest import DESK, PHONE
from tests.factories import (
    make_application,
    make_booking,
    make_listing,
    make_organization,
    make_scenario,
    make_slot,
    writer_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(people):
    """A base of the enterprise with a full slot, a scenario with too many applications, one allocation decided."""
    base = make_listing(
        "pilot_base", owner=people.enterprise, title="有色渣尘火法与湿法连续扩大试验线", services=["process"],
        trl_from=4, trl_to=7,
    )  # fmt: skip
    slot = make_slot(base=base, places=2)
    mine = make_listing("achievement", owner=people.lab, title="镍冶炼渣选择性还原新工艺", trl=5)
    confirmed = make_booking(slot=slot, achievement=mine, purpose="连续还原焙烧，考核钴镍回收率。")
    confirm_booking(confirmed, by=writer_for(people.enterprise))
    requested = make_booking(slot=slot)
    scenario = make_scenario(owner=people.enterprise, title="镍冶炼渣每天二十吨综合利用验证场景", places=2)
    applications = [make_application(scenario=scenario, achievement=mine)]
    for size, region in (("large", "620100"), ("micro", "620600"), ("large", "620300")):
        owner = make_organization(size=size, region=region)
        achievement = make_listing("achievement", owner=owner, trl=6)
        applications.append(make_application(scenario=scenario, achievement=achievement))
    dave = actor_for_user(people.dave)
    listing = Listing.objects.filter(pk=scenario.pk)
    approve_allocation(allocate_places(list(listing), shares=Shares(), by=dave), by=dave)
    make_application(scenario=scenario)
    return {
        f"/listings/{base.pk}/": "base",
        f"/listings/{base.pk}/slots/": "slots",
        f"/slots/{slot.pk}/book/": "book",
        "/bookings/": "bookings",
        f"/bookings/{confirmed.pk}/": "booking",
        f"/bookings/{requested.pk}/": "booking-requested",
        f"/listings/{scenario.pk}/": "scenario",
        f"/listings/{scenario.pk}/apply/": "apply",
        "/scenarios/?list=opportunity": "opportunities",
        "/applications/": "applications",
        f"/applications/{applications[0].pk}/": "application",
        "/allocations/": "allocations",
        f"/allocations/{Allocation.objects.get().pk}/": "allocation",
        f"/allocations/new/?listing={scenario.pk}": "allocate",
    }


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", ["alice", "bob", "dave"])
def test_every_page_fits_the_window(visit, people, story, who, viewport, tmp_path):
    visitor = visit(getattr(people, who), viewport=viewport)
    hidden = {"bob": {"booking-requested", "allocate"}, "alice": {"allocate"}, "dave": set()}[who]
    too_wide = {}
    for path, name in story.items():
        if name in hidden:
            continue
        visitor.open(path)
        visitor.picture(tmp_path / f"{who}-{name}.png")
        if visitor.overflow() > 0:
            too_wide[name] = visitor.overflow()
    assert too_wide == {}
