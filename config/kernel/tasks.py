"""The two Celery tasks of the project; every kind of work goes through `run_job`."""

from celery import shared_task

from config.kernel import heartbeat, jobs


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def run_job(*, pk: int) -> None:
    """Carry out the job, if it still waits."""
    jobs.run(pk)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def sweep_jobs() -> None:
    """Hint again at what is overdue (beat, every JOB_SWEEP_SECONDS)."""
    jobs.sweep()
    heartbeat.beat()
