"""`python -m tests.two_worlds.province`: the tables and the demo province, at the hour at which all worlds begin."""

import django

from tests.two_worlds.clock import Clock
from tests.two_worlds.dice import Dice

SEED = 20261122


def settle() -> None:
    """What `./run` does with a fresh database, and the market that its first search would make."""
    from django.core.management import call_command

    from matchmaking.domain.index import publish_index
    from matchmaking.domain.market import current_market

    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed")
    publish_index(current_market())


if __name__ == "__main__":
    django.setup()
    dice, clock = Dice(SEED), Clock()
    settle()
