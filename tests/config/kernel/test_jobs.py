"""Jobs: the row is the job. Workers here are this process; killed ones are in tests/faults."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from config.kernel import jobs
from config.kernel.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ledger(monkeypatch):
    """A handler that notes its calls, one that always raises."""
    calls: list[str] = []

    def note(*, text: str) -> None:
        calls.append(text)

    def explode() -> None:
        raise ValueError("no")

    monkeypatch.setitem(jobs.HANDLERS, "note", note)
    monkeypatch.setitem(jobs.HANDLERS, "explode", explode)
    return calls


def test_a_job_is_done_once_however_often_it_is_hinted_at(ledger):
    job = jobs.enqueue("note", text="once")
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (ledger, job.state, job.attempts) == (["once"], "done", 1)


def test_a_job_of_a_transaction_that_was_rolled_back_never_existed(ledger):
    with transaction.atomic():
        jobs.enqueue("note", text="never")
        transaction.set_rollback(True)
    assert (Job.objects.count(), jobs.drain(), ledger) == (0, 0, [])


def test_drain_takes_first_what_was_due_first_wherever_its_row_lies(ledger):
    """An UPDATE moves a row to the table's end: with its order left to PostgreSQL, two equal days ended unequally."""
    first, second, third = (jobs.enqueue("note", text=text) for text in ("first", "second", "third"))
    earlier = jobs.enqueue("note", text="earlier")
    Job.objects.filter(pk=earlier.pk).update(due=first.due - timedelta(seconds=1))
    for job in (third, second, first):
        Job.objects.filter(pk=job.pk).update(due=first.due)
    jobs.drain()
    assert ledger == ["earlier", "first", "second", "third"]


def test_a_failing_job_waits_longer_each_time_and_is_buried_after_five_attempts(ledger):
    job = jobs.enqueue("explode")
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        Job.objects.update(due=timezone.now())
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
        assert "ValueError: no" in job.error
    assert job.state == "dead"
    jobs.retry(job)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("ready", 0)


def test_sweep_frees_the_job_of_a_worker_that_died_and_leaves_one_that_lives(ledger):
    dead, alive = jobs.enqueue("note", text="dead"), jobs.enqueue("note", text="alive")
    long_ago = timezone.now() - timedelta(minutes=1)
    later = timezone.now() + timedelta(minutes=5)
    Job.objects.update(claimed=long_ago, attempts=1, due=later, created=long_ago)
    held = connection.copy()
    try:
        held.set_autocommit(False)
        with held.cursor() as cursor:  # the live worker's lock, held by another connection
            cursor.execute("select 1 from kernel_job where id = %s for update", [alive.pk])
            jobs.sweep()
        held.rollback()
    finally:
        held.close()
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.claimed, dead.error, alive.claimed) == (None, "worker lost", long_ago)


def test_sweep_buries_what_always_kills_its_worker(ledger):
    job = jobs.enqueue("note", text="poison")
    long_ago = timezone.now() - timedelta(minutes=1)
    Job.objects.update(
        claimed=long_ago, attempts=jobs.MAX_ATTEMPTS, due=timezone.now() + timedelta(minutes=5)
    )
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error, ledger) == ("dead", "worker lost", [])


def test_calls_of_enqueue_once_are_one_job_that_waits_for_the_last_call(ledger):
    for _call in range(3):
        jobs.enqueue_once("note", delay=timedelta(seconds=60))
    assert [(job.kind, job.attempts) for job in Job.objects.all()] == [("note", 0)]
    Job.objects.update(attempts=1)  # it has started: a later call is a new job
    jobs.enqueue_once("note", delay=timedelta(seconds=60))
    assert Job.objects.count() == 2
