"""Watching a full match from a terminal; stopping to watch does not stop it."""

import time
from collections.abc import Callable

from django.core.management.base import CommandError
from django.utils import timezone

from matchmaking.models import MatchRun
from matchmaking.states import RunState

STALLED = 120  # seconds without progress after which the command says that no worker seems to run


def watch(run: MatchRun, write: Callable[[str], object]) -> None:
    """Write the run's progress until it is done; CommandError when nothing moves."""
    moved, last = time.monotonic(), (-1, 0)
    while run.state == RunState.RUNNING:
        time.sleep(0.5)
        run.refresh_from_db()
        if (run.steps_done, run.steps) != last:
            moved, last = time.monotonic(), (run.steps_done, run.steps)
            write(f"  {run.done} of {run.total} wanted listings, {run.matches} matches")
        if time.monotonic() - moved > STALLED:
            raise CommandError(
                f"No progress for {STALLED} s: is a worker running? The run goes on by itself once one does."
            )
    seconds = ((run.finished or timezone.now()) - run.started).total_seconds()
    write(
        f"done in {seconds:.1f} s: {run.matches} matches for {run.total} wanted listings, model {run.model_version}"
    )
