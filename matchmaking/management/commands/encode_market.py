"""manage.py encode_market: encode every listing that has no vector on this machine, with progress."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matchmaking.domain.market import current_market
from matchmaking.domain.semantics import encoder_in_use, keep_vectors, vectors_missing
from matchmaking.engine.errors import EncoderError

SECONDS = 10.0  # between two lines


class Command(BaseCommand):
    """May be stopped and started again at any time."""

    help = "Encode every listing that has no vector on this machine. Needs ENCODER_DIR; workers need not run."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            encoder = encoder_in_use()
        except EncoderError as error:
            raise CommandError(str(error)) from None
        if encoder is None:
            raise CommandError("ENCODER_DIR is not set: name the folder of an encoder, see docs/encoder.md")
        markets = current_market()
        start, missing = time.monotonic(), vectors_missing(markets)
        if not missing:
            self.stdout.write("every listing has its vector")
            return
        self.stdout.write(f"{encoder.name} {encoder.version}: {missing} listings to encode")
        while not keep_vectors(markets, seconds=SECONDS, most=None):
            left = vectors_missing(markets)
            rate = (missing - left) / (time.monotonic() - start)
            self.stdout.write(f"  {left} left, {rate:.1f} a second")
        self.stdout.write("done: manage.py rematch makes every match anew")
