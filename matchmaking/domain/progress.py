"""Is the matching of a listing under way?"""

from config.kernel.models import Job
from projects.models import Listing
from projects.states import IN_MARKET


def is_being_matched(listing: Listing) -> bool:
    """A job for the listing waits or runs: what its page shows now will be newer in a moment."""
    if listing.state not in IN_MARKET:
        return False
    return Job.objects.filter(
        kind="match_listing", state=Job.State.READY, payload__listing_id=str(listing.pk)
    ).exists()
