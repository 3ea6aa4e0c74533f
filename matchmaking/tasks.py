"""Jobs and scheduled work of this app: each takes ids, calls one verb, survives running twice."""

from typing import Any
from uuid import UUID

from celery import shared_task

from config.kernel.jobs import job_handler
from matchmaking.domain import (
    accuracy,
    building,
    calibration,
    clocks,
    encoding,
    fitting,
    full_match,
    invitations,
    matching,
    notice_mail,
    onward,
    upkeep,
)
from matchmaking.domain.secret_matching import run_secret_match


@job_handler
def match_listing(*, listing_id: str) -> None:
    """A listing changed."""
    matching.match_listing(UUID(listing_id))


@job_handler
def match_graded(*, listing_id: str) -> None:
    """Offers of a need were graded."""
    matching.match_graded(UUID(listing_id))


@job_handler
def match_secret(*, listing_id: str) -> None:
    """An owner asked for their own run."""
    run_secret_match(UUID(listing_id))


@job_handler
def match_market() -> None:
    """Many listings changed at once."""
    full_match.start_full_match()


@job_handler
def prepare_full_match(*, run_id: str) -> None:
    """A full match was asked for."""
    fitting.begin_fit(UUID(run_id))


@job_handler
def count_offers(*, run_id: str, piece: int, after: str) -> None:
    """Some more offers of a full match are to be counted."""
    fitting.count_offers(UUID(run_id), piece, after)


@job_handler
def publish_full_match(*, run_id: str, version: str, held: bool) -> None:
    """The model of a full match is stored."""
    building.begin_index(UUID(run_id), version, held=held)


@job_handler
def build_segment(*, plan: Any, side: Any, after: str, built: Any) -> None:
    """One more segment of the index of a full match."""
    building.build_segment(plan, side, after, built)


@job_handler
def cut_full_match(*, plan: Any, built: Any) -> None:
    """The index of a full match is stored."""
    full_match.cut_full_match(plan, built)


@job_handler
def match_block(*, run_id: str, wanted_ids: list[str]) -> None:
    """One block of a full match."""
    full_match.match_block(UUID(run_id), wanted_ids)


@job_handler
def match_part(*, run_id: str, block: int, segment: int, segments: int, wanted_ids: list[str]) -> None:
    """One segment for one block of a full match."""
    full_match.match_part(UUID(run_id), block, segment, segments, wanted_ids)


@job_handler
def match_onward(*, run_id: str, wanted_ids: list[str]) -> None:
    """One block of achievements and what they go on to."""
    onward.match_onward_block(UUID(run_id), wanted_ids)


@job_handler
def publish_index() -> None:
    """Much has changed since the index was made."""
    upkeep.publish_market()


@job_handler
def mail_notices(*, user_id: str) -> None:
    """A person may have something to read."""
    notice_mail.mail_notices(UUID(user_id))


@shared_task(ignore_result=True)
def run_clocks() -> None:
    """Tell what is due, end what has waited too long (beat, every five minutes)."""
    clocks.run_clocks()


@shared_task(ignore_result=True)
def plan_letters() -> None:
    """One letter a day with what is new (beat, on working mornings)."""
    notice_mail.plan_letters()


@shared_task(ignore_result=True)
def learn_from_grades() -> None:
    """Fit the probabilities to the grades that stand, then publish how good the matches were (beat, every night)."""
    calibration.recalibrate()
    accuracy.publish_accuracy()


@shared_task(ignore_result=True)
def refresh_model() -> None:
    """Fit or publish anew when the market has outgrown what there is, and mend lists (beat, every ten minutes)."""
    upkeep.refresh_model()
    upkeep.mend_matches()


@shared_task(ignore_result=True)
def publish_nightly() -> None:
    """Publish what changed during the day (beat)."""
    upkeep.publish_soon()


@shared_task(ignore_result=True)
def catch_up_vectors() -> None:
    """Encode what has no vector yet, where an encoder is set (beat, every minute)."""
    encoding.catch_up()


@shared_task(ignore_result=True)
def deliver_invitations() -> None:
    """Deliver what is due at the fixed hour (beat, every ten minutes: a worker that was away catches up)."""
    invitations.deliver_invitations()
