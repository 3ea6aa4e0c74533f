"""Jobs and scheduled work of this app: each takes ids, calls one verb, survives running twice."""

from uuid import UUID

from celery import shared_task

from config.kernel.jobs import job_handler
from matchmaking.domain import accuracy, calibration, matching


@job_handler
def match_listing(*, listing_id: str) -> None:
    """A listing changed."""
    matching.match_listing(UUID(listing_id))


@job_handler
def match_graded(*, listing_id: str) -> None:
    """Offers of a need were graded."""
    matching.match_listing(UUID(listing_id))


@job_handler
def match_market() -> None:
    """Many listings changed at once."""
    matching.start_full_match()


@job_handler
def prepare_full_match(*, run_id: str) -> None:
    """A full match was asked for."""
    matching.prepare_full_match(UUID(run_id))


@job_handler
def match_block(*, run_id: str, wanted_ids: list[str]) -> None:
    """One block of a full match."""
    matching.match_block(UUID(run_id), wanted_ids)


@shared_task(ignore_result=True)
def learn_from_grades() -> None:
    """Fit the probabilities to the grades that stand, then publish how good the matches were (beat, every night)."""
    calibration.recalibrate()
    accuracy.publish_accuracy()


@shared_task(ignore_result=True)
def refresh_model() -> None:
    """Fit anew when the market has outgrown the model (beat, every ten minutes)."""
    matching.refresh_model()
