"""What this app does when a listing changes: write a job row in the same transaction, nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from config.kernel.jobs import enqueue, enqueue_once
from projects.signals import listing_changed, market_changed

BULK_DELAY = timedelta(seconds=5)  # imports write batch after batch; the match waits for the last


@receiver(listing_changed)
def match_changed_listing(*, listing_id: UUID, **_kwargs: Any) -> None:
    """A listing entered, changed in, or left the market: its matches are computed anew."""
    enqueue("match_listing", listing_id=str(listing_id))


@receiver(market_changed)
def match_changed_market(**_kwargs: Any) -> None:
    """Many listings changed at once: one full match for all of them."""
    enqueue_once("match_market", delay=BULK_DELAY)
