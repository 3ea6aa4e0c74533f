"""`./run tamper`: 100,000 requests with changed ids; `--requests`, `--seed` for others. Ends with 1 if any brought
something or broke the server."""

import argparse
import os
import time

import django
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
SHOWN = 20  # of each kind of failure
FULL = 100_000  # requests from which the figure counts for docs/trust.md


def tamper(requests: int, seed: int) -> int:
    """Print the figures, and each request that succeeded; return how many did or broke the server."""
    from config.frontdoor.figures import record_figure
    from tests.isolation.stage import staged
    from tests.tamper.all_tries import carried_out

    begun = time.monotonic()
    with staged() as stage:
        print(f"the world stands after {time.monotonic() - begun:.0f} s", flush=True)
        begun = time.monotonic()
        report = carried_out(stage, seed=seed, tries=requests)
    rate = report.tried / (time.monotonic() - begun)
    print("\n".join([*report.succeeded[:SHOWN], *report.errors[:SHOWN]]))
    print(
        f"{report.tried:,} tampered requests tried, {len(report.succeeded):,} succeeded, "
        f"{len(report.errors):,} answered 5xx, {rate:.0f} requests/s, seed {seed}"
    )
    if report.tried >= FULL:
        record_figure(
            "tampering", f"./run tamper --seed {seed}", tried=report.tried, succeeded=len(report.succeeded)
        )
    return len(report.succeeded) + len(report.errors)


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    reader = argparse.ArgumentParser(prog="./run tamper")
    reader.add_argument("--requests", type=int, default=FULL)
    reader.add_argument("--seed", type=int, default=20260101)
    chosen = reader.parse_args()
    raise SystemExit(1 if tamper(chosen.requests, chosen.seed) else 0)
