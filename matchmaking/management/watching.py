"""Watching a full match from a terminal; stopping to watch does not stop it."""

import time
from collections.abc import Callable

from django.core.management.base import CommandError
from django.utils import timezone

from matchmaking.domain.full_match import jobs_done_since
from matchmaking.models import MatchRun
from matchmaking.states import RunState

STALLED = 120  # seconds without progress after which the command says that no worker seems to run


def watch(run: MatchRun, write: Callable[[str], object]) -> None:
    """Write the run's progress until it is done; CommandError when nothing moves."""
    moved, last = time.monotonic(), (-1, 0, 0)
    while run.state == RunState.RUNNING:
        time.sleep(0.5)
        run.refresh_from_db()
        jobs = 0 if run.steps else jobs_done_since(run.started)
        if (run.steps_done, run.steps, jobs) != last:
            moved, last = time.monotonic(), (run.steps_done, run.steps, jobs)
            matched = f"  {run.done} of {run.total} wanted listings, {run.matches} matches"
            write(matched if run.steps else f"  fitting the model and building the index, step {jobs + 1}")
        if time.monotonic() - moved > STALLED:
            raise CommandError(
                f"No progress for {STALLED} s: is a worker running? The run goes on by itself once one does."
            )
    seconds = ((run.finished or timezone.now()) - run.started).total_seconds()
    write(
        f"done in {seconds:.1f} s: {run.matches} matches for {run.total} wanted listings, model {run.model_version}"
    )
