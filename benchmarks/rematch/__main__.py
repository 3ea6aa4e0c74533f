"""A full match of a filled database by one worker and by two, memory of the workers, and changes end to end.

    DUIJIE_HOME=/some/empty/folder ./run bench rematch                      # 100,000 achievements, 2,000 needs
    DUIJIE_HOME=/some/empty/folder ./run bench rematch --cards 10000 --n 50

Fills the database of that DUIJIE_HOME with made-up rows, once: never use a folder with records you want to keep.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import argparse  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
from pathlib import Path  # noqa: E402

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks.engine import machine  # noqa: E402
from benchmarks.rematch.changes import change_to_match  # noqa: E402
from benchmarks.rematch.fill import fill  # noqa: E402
from benchmarks.rematch.runs import full_match  # noqa: E402


def main() -> None:
    """Fill, match with one worker and with two, change listings; print everything as JSON."""
    options = _options()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed", "--vocabularies", stdout=io.StringIO())
    rows = fill(options.data, options.cards, options.needs)
    results: dict[str, object] = {"machine": machine.facts(), "rows": rows}
    for workers in (1, 2):
        results[f"full_match_{workers}"] = full_match(workers)
        print(json.dumps(results[f"full_match_{workers}"]), flush=True)
    results["change_to_match"] = change_to_match(options.n)
    print(json.dumps(results, indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=2_000)
    parser.add_argument("--n", type=int, default=200, help="changes measured")
    shared = Path(settings.BASE_DIR).parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=shared)
    return parser.parse_args()


if __name__ == "__main__":
    main()
