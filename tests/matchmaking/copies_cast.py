"""What an organization lists several times, alike in every field, for the tests of copies through every door."""

from config.kernel.jobs import drain
from matchmaking.domain.full_match import start_full_match
from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing

SAME = {"title": "铝电解槽阳极效应预报系统", "summary": "根据槽电压预报阳极效应，已在电解铝厂应用。"}


def matched_copies(people: People, number: int = 3) -> list[Listing]:
    """So many identical offers of Bob's lab in the order of their ids, matched with Alice's need."""
    offers = [make_listing("achievement", owner=people.lab, **SAME) for _ in range(number)]
    make_listing("need", owner=people.enterprise, title="降低铝电解槽阳极效应频率", summary="预报阳极效应。")
    start_full_match()
    drain()
    return sorted(offers, key=lambda offer: str(offer.pk))
