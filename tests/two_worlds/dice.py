"""Chance that falls the same way in every world: ids, keys, tokens and numbers of a step depend on the step alone.

A generator for the whole run would drift apart as soon as an owner's run of one world takes one id more.
"""

import os
import random
from unittest import mock


class Dice:
    """What os.urandom and the `random` module give from now on."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.turn("before the first step")
        mock.patch.object(os, "urandom", self._bytes).start()
        mock.patch.object(random, "_urandom", self._bytes).start()

    def turn(self, step: object) -> None:
        self._random = random.Random(f"{self._seed}/{step}")
        random.seed(f"{self._seed}/{step}/module")

    def _bytes(self, size: int) -> bytes:
        return self._random.randbytes(size)
