"""manage.py rematch: compute every match anew, with progress."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from matchmaking.domain.full_match import start_full_match
from matchmaking.models import MatchRun
from matchmaking.states import RunState

STALLED = 120  # seconds without progress after which the command says that no worker seems to run


class Command(BaseCommand):
    """The work is done by the workers; stopping this command does not stop it."""

    help = "Fit the model on today's public offers and match every wanted listing. Needs a running worker."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-wait", action="store_true", help="start the run and return at once")

    def handle(self, *_args: Any, **options: Any) -> None:
        run = start_full_match()
        self.stdout.write(f"run {run.pk} started")
        if not options["no_wait"]:
            self._watch(run)

    def _watch(self, run: MatchRun) -> None:
        moved, last = time.monotonic(), (-1, 0)
        while run.state == RunState.RUNNING:
            time.sleep(0.5)
            run.refresh_from_db()
            if (run.done, run.total) != last:
                moved, last = time.monotonic(), (run.done, run.total)
                self.stdout.write(f"  {run.done} of {run.total} wanted listings, {run.matches} matches")
            if time.monotonic() - moved > STALLED:
                raise CommandError(
                    f"No progress for {STALLED} s: is a worker running? The run goes on by itself once one does."
                )
        seconds = ((run.finished or timezone.now()) - run.started).total_seconds()
        self.stdout.write(
            f"done in {seconds:.1f} s: {run.matches} matches for {run.total} wanted listings, model {run.model_version}"
        )
