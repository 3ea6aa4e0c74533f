"""manage.py rematch: compute every match anew, with progress."""

from typing import Any

from django.core.management.base import BaseCommand

from matchmaking.domain.full_match import start_full_match
from matchmaking.management.watching import watch


class Command(BaseCommand):
    """The work is done by the workers; stopping this command does not stop it."""

    help = "Fit the model on today's public offers and match every wanted listing. Needs a running worker."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-wait", action="store_true", help="start the run and return at once")

    def handle(self, *_args: Any, **options: Any) -> None:
        run = start_full_match()
        self.stdout.write(f"run {run.pk} started")
        if not options["no_wait"]:
            watch(run, self.stdout.write)
