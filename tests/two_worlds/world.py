"""`python -m tests.two_worlds.world '{…}'`: one world, from the province to its last day."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from tests.two_worlds.life import Life
    from tests.two_worlds.variants import Variant


@contextlib.contextmanager
def begin(variant: "Variant", seed: int, to: Path) -> "Iterator[Life]":
    """A world with its cast at its first moment; what comes out is written to a file."""
    from django.conf import settings
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.core.cache import cache
    from django.test.utils import setup_test_environment

    from tests.two_worlds.cast import enter
    from tests.two_worlds.clock import Clock
    from tests.two_worlds.dice import Dice
    from tests.two_worlds.life import Life
    from tests.two_worlds.record import Record
    from tests.two_worlds.variants import OWNER
    from tests.two_worlds.watch import Watch

    setup_test_environment(debug=False)
    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 8  # a token costs a third of a second otherwise
    settings.STATIC_ROOT.mkdir()  # where it is missing, the file server warns
    cache.clear()
    _empty_queue()
    dice, clock = Dice(seed), Clock()
    cast = enter(variant, dice)
    with Record(to) as record:
        yield Life(cast, clock, dice, Watch(), record, OWNER.get(variant.varies, ""))


def live(variant: dict[str, Any], plan: dict[str, int], to: Path) -> dict[str, Any]:
    """Live through a world and write it down; returns what was counted."""
    from django.conf import settings

    from tests.two_worlds.leak import plant
    from tests.two_worlds.outputs import outputs
    from tests.two_worlds.script import Plan, Script
    from tests.two_worlds.variants import Variant

    what = Variant(**variant)
    with begin(what, plan["seed"], to) as life:
        if what.planted:
            plant()
        script = Script(life, Plan(**plan))
        script.run()
    return {
        "requests": life.requests,
        "probes": script.probes,
        "reached": sorted(life.reached),
        "errors": life.errors,
        "scans": life.watch.scans,
        "own_scans": life.watch.own_scans,
        "faults": life.watch.faults,
        **outputs(Path(settings.HOME)),
    }


def _empty_queue() -> None:
    import redis
    from django.conf import settings

    redis.Redis.from_url(settings.REDIS_URL, db=settings.REDIS_DB).flushdb()


if __name__ == "__main__":
    django.setup()
    request = json.loads(sys.argv[1])
    out = Path(request["to"])
    counted = live(request["variant"], request["plan"], out)
    out.with_suffix(".json").write_text(json.dumps(counted, ensure_ascii=False, default=str))
