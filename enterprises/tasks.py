"""Daily work of this app."""

from celery import shared_task

from enterprises.domain.documents import remove_stray_files


@shared_task(ignore_result=True)
def sweep_documents() -> None:
    """Delete what broken uploads left in the storage (beat, nightly)."""
    remove_stray_files()
