"""Daily work of this app."""

from celery import shared_task

from projects.domain.publication import expire_listings as expire


@shared_task(ignore_result=True)
def expire_listings() -> None:
    """Expire what is past its date (beat, hourly)."""
    expire()
