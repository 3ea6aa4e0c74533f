"""An enterprise with a secret, and laboratories whose published results may fit it."""

import pytest

from config.kernel.jobs import drain
from matchmaking.domain.secret_matching import match_secret
from projects.models import Listing
from tests.conftest import People
from tests.factories import make_listing, make_organization, writer_for

SECRET = "实际要解决的是铝电解槽阴极炭块的石墨化程度不均，导致炉底压降升高，需要石墨化阴极炭块的制备技术。"
FIT = {
    "title": "高石墨化阴极炭块制备技术",
    "summary": "采用内串石墨化工艺制备阴极炭块，石墨化程度均匀，能够降低铝电解槽的炉底压降。",
}


@pytest.fixture
def secret_need(people: People) -> Listing:
    """A published need whose public card says little, with a secret text that says all."""
    return make_listing(
        "need",
        owner=people.enterprise,
        title="降低生产能耗的技术合作",
        summary="希望降低能耗。",
        secret=SECRET,
    )


@pytest.fixture
def fit(people: People) -> Listing:
    """The published achievement that the secret text is about."""
    for number in range(6):
        make_listing(
            "achievement",
            title=f"马铃薯脱毒种薯繁育第{number}号",
            summary="对马铃薯种薯进行脱毒与扩繁，能够提高产量。",
            owner=make_organization(kind="lab"),
        )
    return make_listing("achievement", owner=people.lab, **FIT)


def run_now(listing: Listing) -> None:
    """The owner's run, with its job."""
    match_secret(listing, by=writer_for(listing.owner))
    drain()
