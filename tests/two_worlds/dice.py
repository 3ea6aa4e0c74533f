"""Chance that falls the same way in every world: ids, keys, tokens and numbers of a step depend on the step alone.

A generator for the whole run would drift apart as soon as an owner's run of one world takes one id more.
"""

import os
import random
import tempfile
import threading
from unittest import mock


class Dice:
    """What os.urandom and the `random` module give from now on."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._honest = os.urandom
        # Names of temporary files are drawn from a generator of their own that is made, from our chances, at its first
        # use: which step that falls into must not depend on how fast the machine is.
        tempfile.NamedTemporaryFile().close()
        self.turn("before the first step")
        mock.patch.object(os, "urandom", self._bytes).start()
        mock.patch.object(random, "_urandom", self._bytes).start()
        # Python puts the number of the process into the id of a mail.
        mock.patch("django.core.mail.message.make_msgid", _message_id).start()

    def turn(self, step: object) -> None:
        self._random = random.Random(f"{self._seed}/{step}")
        random.seed(f"{self._seed}/{step}/module")

    def _bytes(self, size: int) -> bytes:
        """Threads run when they like: what they draw must not be missing from the step."""
        is_main = threading.current_thread() is threading.main_thread()
        return self._random.randbytes(size) if is_main else self._honest(size)


def _message_id(domain: str = "") -> str:
    return f"<{os.urandom(8).hex()}@{domain}>"
