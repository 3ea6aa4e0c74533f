"""What this app does when a listing changes, or projects have something to tell: write rows in the same transaction,
nothing else."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from config.kernel.jobs import enqueue, enqueue_once
from matchmaking.domain.notices import pass_on
from projects.signals import listing_changed, market_changed, news

BULK_DELAY = timedelta(seconds=5)  # imports write batch after batch; the match waits for the last


@receiver(listing_changed)
def match_changed_listing(*, listing_id: UUID, **_kwargs: Any) -> None:
    """A listing entered, changed in, or left the market: its matches are computed anew."""
    enqueue("match_listing", listing_id=str(listing_id))


@receiver(market_changed)
def match_changed_market(**_kwargs: Any) -> None:
    """Many listings changed at once: one full match for all of them."""
    enqueue_once("match_market", delay=BULK_DELAY)


@receiver(news)
def tell_news(
    *,
    kind: str,
    organizations: Iterable[UUID] = (),
    people: Iterable[UUID] = (),
    staff: bool = False,
    **told: Any,
) -> None:
    """Something happened in a consortium, with a bid or in an evaluation: a notice for each it concerns."""
    about = {name: told[name] for name in ("member_id", "bid_id", "evaluation_id") if name in told}
    pass_on(kind, organizations=organizations, people=people, staff=staff, **about)
