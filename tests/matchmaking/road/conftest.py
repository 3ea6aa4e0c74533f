"""A docking with a road that the two sides have drafted."""

import pytest

from matchmaking.models import Road, RoadStep
from tests.factories import make_docking, make_listing
from tests.partner import lab_partner, partner

__all__ = ["lab_partner", "partner"]


@pytest.fixture
def docking(people):
    return make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise, trl_wanted=8),
        offered=make_listing("achievement", owner=people.lab, trl=4),
    )


@pytest.fixture
def base(vocabularies):
    return make_listing("pilot_base", trl_from=4, trl_to=7, services=["process"])


@pytest.fixture
def road(docking, base):
    """4 → 6 by a pilot base, 6 → 8 by nobody yet, and money."""
    road = Road.objects.create(docking=docking, trl_from=4, trl_to=8)
    for position, (kind, before, after, listing) in enumerate(
        [("pilot", 4, 6, base), ("scenario", 6, 8, None), ("finance", 8, 8, None)]
    ):
        RoadStep.objects.create(
            road=road,
            position=position,
            kind=kind,
            trl_before=before,
            trl_after=after,
            listing_id=listing and listing.pk,
            filled=listing is not None,
        )
    return road
