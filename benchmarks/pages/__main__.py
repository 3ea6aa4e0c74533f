"""How long every page, fragment and API list takes on the demo province, for each role: the median of 20.

    DUIJIE_HOME=/some/empty/folder ./run bench pages             # and writes docs/page-times.md
    ./run bench pages --rounds 3 --slow 20                        # a quick look; prints only

The pages are those that people reach: every role begins at the home page, the workbench and the lists, and follows the
links and fragments it is shown (crawl.py). Requests go through the WSGI application that gunicorn serves, in this
process: middleware, session, database, templates, everything but the network.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import argparse  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from rest_framework.settings import api_settings  # noqa: E402

from benchmarks import _kept as kept  # noqa: E402
from benchmarks.engine import machine  # noqa: E402
from benchmarks.pages.crawl import pages_of  # noqa: E402
from benchmarks.pages.door import Answer, Door, roles  # noqa: E402
from benchmarks.pages.report import LIMIT, page, table, too_slow  # noqa: E402
from benchmarks.pages.timing import timed  # noqa: E402
from matchmaking.domain.market import current_market  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
KEPT = 20  # rounds of a run that is written down


def main() -> int:
    """Seed, crawl, measure, print; the number of pages over LIMIT is the exit status."""
    options = _options()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed")
    rates = api_settings.DEFAULT_THROTTLE_RATES
    rates.update(dict.fromkeys(rates, "100000/min"))  # type: ignore[arg-type]
    cache.clear()
    current_market()  # as a web process that has been up for a while
    measured = {
        role: [{**found, **timed(partial(_get, door, found), options.rounds)} for found in pages_of(door)]
        for role, door in roles().items()
    }
    results = {
        "command": "./run bench pages",
        "machine": machine.facts(),
        "rounds": options.rounds,
        "limit_ms": LIMIT,
        "pages": measured,
    }
    print(table(results, most=options.slow))
    if options.rounds >= KEPT:
        kept.write(kept.RESULTS / "pages.json", results)
        (ROOT / "docs" / "page-times.md").write_text(page(results), encoding="utf-8")
    return too_slow(results)


def _get(door: Door, found: dict[str, Any]) -> Answer:
    return door.get(found["address"], fragment=found["fragment"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=KEPT)
    parser.add_argument("--slow", type=int, default=30, help="how many of the slowest are printed")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(1 if main() else 0)
