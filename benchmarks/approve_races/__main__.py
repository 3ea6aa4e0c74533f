"""How often two administrators both approve one match: never, and this is how that is counted.

    ./run bench approve_races                     # 10,000 races; writes its figure into docs/trust.md
    ./run bench approve_races --races 300         # fewer: printed, not written

Up to 16 processes, each an administrator with a connection of their own, wait for each other and call the verbs of
`matchmaking/domain/review.py` on one match. In many of the races others decide at the same moment: one refuses, a
party says no while a tied administrator's exemption is granted, or an owner closes the listing. The rows stand in a
database made for this and dropped afterwards.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import argparse  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402

from benchmarks.approve_races import ground, races, verdict  # noqa: E402
from config.frontdoor.figures import record_figure  # noqa: E402

WHOLE = 10_000  # races from which on the figure is written


def main() -> int:
    """Race, count, print; 1 when a match was approved twice or anything else went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--races", type=int, default=WHOLE)
    options = parser.parse_args()
    with ground.prepared(races.MOST, options.races) as field:
        begun = time.monotonic()
        results = races.run(field)
        seconds = time.monotonic() - begun
        found = verdict.judge(results)
    acts = Counter(said for result in results for said in result.outcomes)
    print(
        f"{len(results):,} races in {seconds:.0f} s, {sum(acts.values()):,} calls by up to {races.MOST} at once"
    )
    print("\n".join(f"  {count:>8,}  {said}" for said, count in sorted(acts.items())))
    print(
        f"approved once {found.approved:,}, double approvals {found.doubles}, other faults {len(found.faults)}"
    )
    print("\n".join(found.faults[:20]))
    if len(results) >= WHOLE:
        record_figure(
            "races",
            "./run bench approve_races",
            races=len(results),
            administrators=races.MOST,
            doubles=found.doubles,
        )
    return 1 if found.doubles or found.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
