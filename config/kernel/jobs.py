"""Jobs that survive anything short of losing PostgreSQL: the row is the job, the message is a hint.

`enqueue` writes the row in the caller's transaction; `run_job` claims it, and the effect and "done" commit together;
`sweep` finds what fell through: hints that were lost, workers that died (their row lock is gone), poison that always
kills its worker.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from config.kernel.models import Job

log = logging.getLogger(__name__)
Handler = Callable[..., object]
HANDLERS: dict[str, Handler] = {}
MAX_ATTEMPTS = 5
HINTS_PER_SWEEP = 500
GRACE = timedelta(seconds=5)  # a fresh hint or a fresh claim is left alone this long


def job_handler(function: Handler) -> Handler:
    """Register `function(**payload)` as the handler of jobs whose kind is its name."""
    HANDLERS[function.__name__] = function
    return function


def enqueue(kind: str, **payload: Any) -> Job:
    """Write a job row in the current transaction and hint at it after commit. Payload: JSON values, ids not objects."""
    job = Job.objects.create(kind=kind, payload=payload)
    transaction.on_commit(lambda: _hint(job.pk), robust=True)
    return job


def enqueue_once(kind: str, *, delay: timedelta, **payload: Any) -> None:
    """Let one job of this kind and payload run `delay` after the last call: calls meanwhile postpone it.

    The postponed row stays locked until the caller commits, and claims skip locked rows: the job cannot start without
    seeing what the caller writes. No hint is sent; the sweep finds the job when it is due.
    """
    due = timezone.now() + delay
    waiting = Job.objects.filter(kind=kind, payload=payload, state=Job.State.READY, attempts=0)
    if not waiting.update(due=due):
        Job.objects.create(kind=kind, payload=payload, due=due)


def drain() -> int:
    """Carry out everything that is due in this process, without a worker, what was due first before the rest.

    Returns how many jobs were tried.
    """
    tried = 0
    while due := list(
        Job.objects.filter(state=Job.State.READY, claimed=None, due__lte=timezone.now())
        .order_by("due", "pk")
        .values_list("pk", flat=True)
    ):
        for pk in due:
            run(pk)
        tried += len(due)
    return tried


def _hint(pk: int) -> None:
    """Ask a worker to look at the job now. A broker that is down costs 10 ms, nothing else: the sweep finds the row."""
    try:
        current_app.send_task("config.kernel.tasks.run_job", kwargs={"pk": pk}, ignore_result=True)
    except Exception as error:  # noqa: BLE001  any broker failure, of which each client library has its own class
        log.warning("job %s: no hint sent (%s); the sweep will find it", pk, type(error).__name__)


def run(pk: int) -> None:
    """Claim the job and carry it out; a second call for the same job returns quietly.

    The claim commits first, so that a crash counts as an attempt. The row stays locked while the handler runs: the lock
    is the worker's heartbeat, and a worker whose attempt number is no longer the row's has lost the job.
    """
    now = timezone.now()
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(pk=pk, state=Job.State.READY, due__lte=now, attempts__lt=MAX_ATTEMPTS)
            .first()
        )
        if job is None:
            return
        attempt = job.attempts + 1
        lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
        Job.objects.filter(pk=pk).update(attempts=attempt, claimed=Now(), due=now + lease)
    try:
        with transaction.atomic():
            held = Job.objects.select_for_update().get(pk=pk)
            if held.state != Job.State.READY or held.attempts != attempt:
                return
            HANDLERS[held.kind](**held.payload)
            Job.objects.filter(pk=pk).update(state=Job.State.DONE, finished=Now(), claimed=None, error="")
    except Exception:
        log.exception("job %s failed (attempt %s)", pk, attempt)
        Job.objects.filter(pk=pk, state=Job.State.READY, attempts=attempt).update(
            error=traceback.format_exc()[-4000:],
            due=timezone.now() + timedelta(seconds=2**attempt),
            claimed=None,
            state=Job.State.DEAD if attempt >= MAX_ATTEMPTS else Job.State.READY,
        )


def sweep() -> int:
    """Return the number of hints sent for overdue jobs, after freeing the jobs of dead workers and burying poison."""
    now = timezone.now()
    with transaction.atomic():
        abandoned = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(state=Job.State.READY, claimed__lte=now - GRACE)
            .values_list("pk", flat=True)
        )
        Job.objects.filter(pk__in=list(abandoned)).update(due=now, claimed=None, error="worker lost")
    Job.objects.filter(state=Job.State.READY, claimed=None, due__lte=now, attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.DEAD
    )
    overdue = list(
        Job.objects.filter(state=Job.State.READY, due__lte=timezone.now(), created__lte=now - GRACE)
        .order_by("due", "pk")
        .values_list("pk", flat=True)[:HINTS_PER_SWEEP]
    )
    for pk in overdue:
        _hint(pk)
    return len(overdue)


def jobs_visible_to(actor: Any) -> QuerySet[Job]:
    """Jobs hold ids and no words; staff look after them."""
    return Job.objects.all() if actor.is_staff_member else Job.objects.none()


def retry(job: Job) -> None:
    """Give a dead job five new attempts."""
    Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(state=Job.State.READY, attempts=0, due=Now())
    transaction.on_commit(lambda: _hint(job.pk), robust=True)
