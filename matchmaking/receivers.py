"""What this app does when a listing changes: write a job row in the same transaction, nothing else."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from config.kernel.jobs import enqueue
from projects.signals import listing_changed


@receiver(listing_changed)
def match_changed_listing(*, listing_id: UUID, **_kwargs: Any) -> None:
    """A listing entered, changed in, or left the market: its matches are computed anew."""
    enqueue("match_listing", listing_id=str(listing_id))
