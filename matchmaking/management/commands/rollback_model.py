"""manage.py rollback_model [version]: put an earlier model back and match everything with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kernel.errors import Invalid
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.model import earlier_model
from matchmaking.management.watching import watch


class Command(BaseCommand):
    """The model comes into force with its index; until then the present one serves."""

    help = (
        "Put back the model that was in force before, or the version named, with its statistics, weights and "
        "calibration, and match every wanted listing with it. Automatic refits then leave it alone until the next "
        "./run rematch. Needs a running worker."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("version", nargs="?", default="", help="as the admin lists it under match models")
        parser.add_argument("--no-wait", action="store_true", help="start the run and return at once")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            model = earlier_model(options["version"])
        except Invalid as error:
            raise CommandError(error.sentence) from error
        run = start_full_match(model)
        self.stdout.write(f"model {model.version}: run {run.pk} started")
        if not options["no_wait"]:
            watch(run, self.stdout.write)
