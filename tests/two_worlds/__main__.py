"""`./run two-worlds`: live through all worlds and say what differs.

./run two-worlds [--requests 10600] [--probes 1000] [--days 4] [--seed 1] [--variant "need: no secret text"] ...
"""

import argparse
import os
import signal
import sys

import django

from config.frontdoor.figures import record_figure
from tests.two_worlds.lives import AT_ONCE, Outcome, lives
from tests.two_worlds.stage import staged
from tests.two_worlds.variants import PLANTED, VARIANTS

FULL = 10_000  # requests from which the figure counts for docs/trust.md


def main(arguments: list[str]) -> int:
    """Return 0 when nothing differs, nothing failed and nobody's secret table was read."""
    asked = _options().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it still drops its databases
    chosen = [variant for variant in VARIANTS if variant.name in (asked.variant or [variant.name])]
    if asked.plant:
        chosen = [PLANTED]
    plan = {"requests": asked.requests, "probes": asked.probes, "days": asked.days, "seed": asked.seed}
    print(f"seed {asked.seed}; {len(chosen)} variants beside the first world", flush=True)
    outcomes = []
    with staged(AT_ONCE) as stage:
        for outcome in lives(stage, chosen, plan):
            outcomes.append(outcome)
            print(told(outcome), flush=True)
    differing = sum(each.difference.bytes for each in outcomes)
    requests = min(each.difference.requests for each in outcomes[1:])
    print(
        f"two worlds: {requests:,} requests in each of {len(outcomes)} worlds, {differing:,} differing bytes"
    )
    if asked.plant:
        print("the planted leak was seen" if differing else "the planted leak was NOT seen")
        return 0 if differing else 1
    if requests >= FULL:
        chosen_by_name = "".join(f' --variant "{name}"' for name in asked.variant or ())
        record_figure("worlds", f"./run two-worlds{chosen_by_name}", requests=requests, bytes=differing)
    return 1 if differing or any(faults_of(each) for each in outcomes) else 0


def told(outcome: Outcome) -> str:
    """One paragraph per world."""
    counted, difference = outcome.counted, outcome.difference
    lines = [
        f"{outcome.variant.name}: {counted['requests']:,} requests, {counted['probes']:,} probes, "
        f"{len(counted['reached'])} addresses; compared {difference.requests:,} requests, "
        f"{difference.compared:,} steps, {len(counted['files']):,} files, "
        f"{sum(map(len, counted['rows'].values())):,} rows, {len(counted['queue']):,} messages: "
        f"{difference.bytes:,} differing bytes",
        f"  scans of secret tables for others: {counted['scans']}; by owners of their own rows: {counted['own_scans']}",
        *difference.told,
        *faults_of(outcome),
    ]
    return "\n".join(lines)


def faults_of(outcome: Outcome) -> list[str]:
    """What is wrong in a world whatever the others say."""
    counted = outcome.counted
    faults = [*counted["errors"], *counted["faults"]]
    if counted["scans"]:
        faults.append(f"{counted['scans']} scans of secret tables while others were served")
    if counted["invited"] != ["delivered", "delivered"]:
        faults.append(f"two invitations should have arrived, not {counted['invited']}")
    return faults


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog="./run two-worlds", description="Two worlds that differ in one secret text."
    )
    options.add_argument("--requests", type=int, default=10_600)
    options.add_argument("--probes", type=int, default=1_000)
    options.add_argument("--days", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--variant", action="append", choices=[variant.name for variant in VARIANTS])
    options.add_argument("--plant", action="store_true")
    return options


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
