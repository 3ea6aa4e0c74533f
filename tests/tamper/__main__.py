"""`./run tamper`: 100,000 requests with changed ids. `--requests` and `--seed` make others, a word is the beginning of
the addresses to try. Ends with 1 if any brought something or broke the server."""

import argparse
import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django
from django.test.utils import setup_test_environment

if TYPE_CHECKING:
    from tests.tamper.attack import Report

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
EVERY = 5_000  # tries between two lines about how far it is
SEED = 20260101
FULL = 100_000  # requests from which the figure counts for docs/trust.md


def tamper(requests: int, seed: int, under: tuple[str, ...]) -> int:
    """Print each request that succeeded as it comes, and the figures; return how many did or broke the server."""
    from config.frontdoor.figures import record_figure
    from tests.isolation.stage import staged
    from tests.tamper.all_tries import carried_out, together

    begun = time.monotonic()
    with staged() as stage:
        print(f"the world stands after {time.monotonic() - begun:.0f} s", flush=True)
        begun = time.monotonic()
        report = together(_told(carried_out(stage, seed=seed, tries=requests, under=under)))
    rate = report.tried / (time.monotonic() - begun)
    print(
        f"{report.tried:,} tampered requests tried, {len(report.succeeded):,} succeeded, "
        f"{len(report.errors):,} answered 5xx, {rate:.0f} requests/s, seed {seed}"
    )
    if report.tried >= FULL and under == ("",):
        command = "./run tamper" + (f" --seed {seed}" if seed != SEED else "")
        record_figure("tampering", command, tried=report.tried, succeeded=len(report.succeeded))
    return len(report.succeeded) + len(report.errors)


def _told(reports: Iterator["Report"]) -> Iterator["Report"]:
    """The same reports; what is wrong is printed at once, and how far it is every now and then."""
    tried, told = 0, 0
    for report in reports:
        tried += report.tried
        print(
            *report.succeeded, *report.errors, sep="\n", end="\n" if report.succeeded + report.errors else ""
        )
        if tried >= told + EVERY:
            print(f"{tried:,} tried", flush=True)
            told = tried
        yield report


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    reader = argparse.ArgumentParser(prog="./run tamper")
    reader.add_argument("--requests", type=int, default=FULL)
    reader.add_argument("--seed", type=int, default=SEED)
    reader.add_argument("under", nargs="*", default=[""])
    chosen = reader.parse_args()
    raise SystemExit(1 if tamper(chosen.requests, chosen.seed, tuple(chosen.under)) else 0)
