"""How far a run has come, and whether the matching of a listing is under way."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from config.kernel.models import Job
from matchmaking.models import MatchRun
from matchmaking.states import RunState
from projects.models import Listing
from projects.states import IN_MARKET


def is_being_matched(listing: Listing) -> bool:
    """A job for the listing waits or runs: what its page shows now will be newer in a moment."""
    if listing.state not in IN_MARKET:
        return False
    return Job.objects.filter(
        kind="match_listing", state=Job.State.READY, payload__listing_id=str(listing.pk)
    ).exists()


def advance_run(run_id: UUID, **counts: int) -> None:
    """Count what is done; with its last step the run is."""
    MatchRun.objects.filter(pk=run_id).update(**{name: F(name) + n for name, n in counts.items()})
    MatchRun.objects.filter(pk=run_id, state=RunState.RUNNING, steps_done=F("steps")).update(
        state=RunState.DONE, finished=Now()
    )
